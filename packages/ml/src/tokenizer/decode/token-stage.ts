/** One step of a decoder: tokens, or pieces of the text that they make, in and out, one by one. */
export interface TokenStage {
  push(token: string): readonly string[];
  /** What was held back. */
  end(): readonly string[];
}

/** A step that looks at each token by itself; `index` counts the tokens. */
export function eachToken(change: (token: string, index: number) => string): () => TokenStage {
  return () => {
    let index = 0;
    return { push: (token) => [change(token, index++)], end: () => [] };
  };
}

/** A step that needs to see all of the tokens. */
export function allTokens(change: (tokens: string[]) => string[]): () => TokenStage {
  return () => {
    const tokens: string[] = [];
    return {
      push: (token) => {
        tokens.push(token);
        return [];
      },
      end: () => change(tokens),
    };
  };
}

/** Each step's output is the next one's input. */
export function chainStages(openers: readonly (() => TokenStage)[]): () => TokenStage {
  const [only] = openers;
  if (openers.length === 1 && only !== undefined) return only;
  return () => {
    const stages = openers.map((open) => open());
    const through = (tokens: readonly string[], from: number): readonly string[] => {
      let result = tokens;
      for (const stage of stages.slice(from)) result = pushAll(stage, result);
      return result;
    };
    return {
      push: (token) => through([token], 0),
      end: () => stages.flatMap((stage, i) => through(stage.end(), i + 1)),
    };
  };
}

function pushAll(stage: TokenStage, tokens: readonly string[]): readonly string[] {
  const [only] = tokens;
  if (tokens.length === 1 && only !== undefined) return stage.push(only);
  return tokens.flatMap((token) => stage.push(token));
}
