import { AppError } from '@modelmint/domain/errors';
import { charOfByte } from '../model/byte-chars.ts';
import { llama3Pattern } from '../words/known-word-end.ts';
import { llama3WordEnd } from '../words/llama3-word-end.ts';
import { countWords } from './count-words.ts';
import { learnMerges } from './learn-merges.ts';

export interface TrainBpeOptions {
  /** Tokens in all: special ones, 256 bytes and those that are learnt. */
  vocabSize: number;
  /** Take the first ids, in this order. */
  specialTokens: readonly string[];
  /** Pairs that occur less often do not become tokens. Default: 2. */
  countMin?: number;
}

/** The contents of a `tokenizer.json`. */
export type TokenizerJson = ReturnType<typeof tokenizerJson>;

const digits = 3;

/**
 * Trains a byte-level BPE tokenizer with Llama 3's split on `texts`; the same texts in any order give the same tokenizer.
 * It has fewer tokens than `vocabSize` where the texts hold no more pairs.
 *
 * @throws AppError `invalid_value` when `vocabSize` has no room for the bytes and the special tokens.
 */
export function trainBpe(texts: Iterable<string>, options: TrainBpeOptions): TokenizerJson {
  const { vocabSize, specialTokens, countMin = 2 } = options;
  const alphabet = [...charOfByte].sort();
  const tokens = [...specialTokens, ...alphabet];
  if (new Set(tokens).size !== tokens.length)
    throw new AppError('invalid_value', 'specialTokens repeats a token or names a single character');
  if (!Number.isInteger(vocabSize) || vocabSize < tokens.length)
    throw new AppError(
      'invalid_value',
      `vocabSize is ${vocabSize}; it must be a whole number of at least ${tokens.length}, for 256 bytes and the special tokens`,
    );
  const utf8 = new TextEncoder();
  const idOfByte = charOfByte.map((char) => tokens.indexOf(char));
  const words = Array.from(countWords(texts, llama3WordEnd(digits)), ([word, count]) => ({
    ids: Array.from(utf8.encode(word), (byte) => idOfByte[byte] ?? 0),
    count,
  }));
  const merges = learnMerges(words, { tokens, vocabSize, countMin });
  return tokenizerJson(tokens, merges, specialTokens);
}

function tokenizerJson(tokens: readonly string[], merges: [string, string][], specialTokens: readonly string[]) {
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false };
  const split = { type: 'Split', pattern: { Regex: llama3Pattern(digits) }, behavior: 'Isolated', invert: false };
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: { type: 'Sequence', pretokenizers: [split, byteLevel] },
    post_processor: byteLevel,
    decoder: byteLevel,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      ignore_merges: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges,
    },
  };
}
