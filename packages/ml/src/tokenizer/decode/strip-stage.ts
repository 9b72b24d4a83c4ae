import { allTokens, eachToken, type TokenStage } from './token-stage.ts';

export interface StripOptions {
  content: string;
  start: number;
  stop: number;
}

/** Drops up to `start` times `content` at the start of each token and up to `stop` times at its end. */
export function stripEach(options: StripOptions): () => TokenStage {
  return eachToken((token) => strip(token, options));
}

/** The same for all of the tokens put together; streams if nothing is to go at the end. */
export function stripWhole(options: StripOptions): () => TokenStage {
  if (options.stop > 0) return allTokens((tokens) => [strip(tokens.join(''), options)]);
  return () => {
    let left = options.start;
    return {
      push: (token) => {
        const rest = strip(token, { ...options, start: left });
        left = rest === '' ? left - token.length / options.content.length : 0;
        return [rest];
      },
      end: () => [],
    };
  };
}

function strip(token: string, { content, start, stop }: StripOptions): string {
  let result = token;
  for (let i = 0; i < start && content !== '' && result.startsWith(content); i++) result = result.slice(content.length);
  for (let i = 0; i < stop && content !== '' && result.endsWith(content); i++)
    result = result.slice(0, -content.length);
  return result;
}
