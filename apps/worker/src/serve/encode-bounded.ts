import { setImmediate as nextTurn } from 'node:timers/promises';
import { AppError } from '@modelmint/domain/errors';
import type { Tokenizer } from '@modelmint/ml/tokenizer/tokenizer';

/** More characters than this on average no text has per token. */
const charactersPerToken = 256;
/** Characters that are read before others have their turn. */
const charactersPerTurn = 50_000;

export interface NamedText {
  text: string;
  /** As the client named it. */
  param: string;
}

export interface EncodeBounds {
  contextLength: number;
  signal: AbortSignal;
  /** Default: true. */
  addSpecialTokens?: boolean;
}

/**
 * Token ids of each text. Lets others have their turn between texts.
 *
 * @throws AppError `context_length_exceeded` for a text of so many characters that it need not be read, the signal's reason.
 */
export async function encodeBounded(
  tokenizer: Pick<Tokenizer, 'encode'>,
  texts: readonly NamedText[],
  { contextLength, signal, addSpecialTokens = true }: EncodeBounds,
): Promise<number[][]> {
  const charactersMax = contextLength * charactersPerToken;
  const encoded: number[][] = [];
  let read = 0;
  for (const { text, param } of texts) {
    if (text.length > charactersMax)
      throw new AppError(
        'context_length_exceeded',
        `This text has ${text.length} characters; the model reads ${contextLength} tokens, which are at most ${charactersMax} characters. Shorten it.`,
        { param },
      );
    read += text.length;
    if (read > charactersPerTurn) {
      read = 0;
      await nextTurn();
      signal.throwIfAborted();
    }
    encoded.push(tokenizer.encode(text, { addSpecialTokens }));
  }
  return encoded;
}
