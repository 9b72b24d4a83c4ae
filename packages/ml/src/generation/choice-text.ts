import type { DecodeStream } from '../tokenizer/tokenizer.ts';
import type { GeneratedToken } from './generation-event.ts';
import { openStopMatcher } from './stop-matcher.ts';

export interface Shown {
  text: string;
  tokens: GeneratedToken[];
}

export interface ChoiceText {
  push(token: GeneratedToken): Shown;
  /** The rest, for an answer that ends without a stop string. */
  end(): Shown;
  /** The stop string that ended the text. */
  readonly stop: string | null;
}

/**
 * The text of one answer as it may be shown, and beside it the tokens: a token comes out with the first of its
 * characters, so that tokens (and their logprobs) of a stop string never do.
 */
export function openChoiceText(decoder: DecodeStream, stops: readonly string[]): ChoiceText {
  const matcher = openStopMatcher(stops);
  let hidden: { token: GeneratedToken; start: number }[] = [];
  let decoded = 0;
  let shown = 0;

  function release(text: string): Shown {
    shown += text.length;
    const isShown = ({ start }: { start: number }) => start < shown;
    const tokens = hidden.filter(isShown).map(({ token }) => token);
    hidden = hidden.filter((one) => !isShown(one));
    return { text, tokens };
  }

  return {
    push: (token) => {
      const piece = decoder.push(token.id);
      hidden.push({ token, start: decoded });
      decoded += piece.length;
      return release(matcher.push(piece));
    },
    end: () => {
      const { text, tokens } = release(matcher.push(decoder.end()) + matcher.end());
      if (matcher.stop !== null) return { text, tokens };
      const rest = hidden.map(({ token }) => token); // those without text, such as special ones
      hidden = [];
      return { text, tokens: [...tokens, ...rest] };
    },
    get stop() {
      return matcher.stop;
    },
  };
}
