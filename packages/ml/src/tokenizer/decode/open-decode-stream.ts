import type { DecodeOptions, DecodeStream } from '../tokenizer.ts';
import type { TokenStage } from './token-stage.ts';

export interface DecodeStreamParts {
  decoder: () => TokenStage;
  /** The token of each id. */
  tokens: readonly (string | undefined)[];
  /** Texts of the special tokens. */
  specialTokens: ReadonlySet<string>;
}

/** Ids that no token has are left out, as the reference does. */
export function openDecodeStream({ decoder, tokens, specialTokens }: DecodeStreamParts) {
  return ({ skipSpecialTokens = false }: DecodeOptions = {}): DecodeStream => {
    const stage = decoder();
    return {
      push: (id) => {
        const token = tokens[id];
        if (token === undefined || (skipSpecialTokens && specialTokens.has(token))) return '';
        return stage.push(token).join('');
      },
      end: () => stage.end().join(''),
    };
  };
}
