import { readBpeModel } from './model/bpe-model.ts';
import { ByteLevelBpe } from './model/byte-level-bpe.ts';
import { hasAffixes, openWordModel } from './model/open-word-model.ts';
import type { Vocabulary } from './model/read-vocabulary.ts';
import { asParts, isObject, type Part } from './part.ts';
import { withPrefixSpace } from './words/byte-level-words.ts';
import { gpt2WordEnd } from './words/gpt2-word-end.ts';
import { knownWordEnd } from './words/known-word-end.ts';
import { openWords } from './words/open-words.ts';
import type { WordEnd } from './words/word-end.ts';
import type { Words } from './words/words.ts';

/** Appends the ids of a normalized piece of text without added tokens; `isFirst` says that it begins the text. */
export type PieceEncoder = (piece: string, isFirst: boolean, ids: number[]) => void;

/** Pre-tokenizer and model of `tokenizer.json` in one: the fast way for byte-level BPE, else word by word. */
export function openPieceEncoder(preTokenizer: Part | null, model: Part, vocab: Vocabulary): PieceEncoder {
  const steps = preTokenizer === null ? [] : flatten(preTokenizer);
  const last = steps.at(-1);
  if (last?.type === 'ByteLevel' && model.type === 'BPE' && !hasAffixes(model)) {
    const bpe = readBpeModel(model, vocab);
    if (!bpe.byteFallback && bpe.unkId === null) return openByteLevel(steps.slice(0, -1), last, new ByteLevelBpe(bpe));
  }
  const words = preTokenizer === null ? null : openWords(preTokenizer);
  const encodeWord = openWordModel(model, vocab);
  return (piece, isFirst, ids) => {
    for (const word of words === null ? [piece] : words(piece, isFirst)) encodeWord(word, ids);
  };
}

function flatten(part: Part): Part[] {
  return part.type === 'Sequence' ? asParts(part.pretokenizers, 'pre-tokenizer').flatMap(flatten) : [part];
}

function openByteLevel(before: readonly Part[], byteLevel: Part, bpe: ByteLevelBpe): PieceEncoder {
  const { steps, wordEnd } = chooseScanner(before, byteLevel);
  const words: Words | null = steps.length === 0 ? null : openWords({ type: 'Sequence', pretokenizers: steps });
  return (piece, isFirst, ids) => {
    if (words === null) bpe.encode(withPrefixSpace(byteLevel, piece), wordEnd, ids);
    else for (const word of words(piece, isFirst)) bpe.encode(withPrefixSpace(byteLevel, word), wordEnd, ids);
  };
}

/** The scanner for the last cut into words, and the steps that are still to be taken before it. */
function chooseScanner(before: readonly Part[], byteLevel: Part): { steps: readonly Part[]; wordEnd: WordEnd | null } {
  if (byteLevel.use_regex !== false) return { steps: before, wordEnd: gpt2WordEnd };
  const split = before.at(-1);
  const pattern = split?.type === 'Split' && isObject(split.pattern) ? split.pattern.Regex : undefined;
  const isPlain = split?.behavior === 'Isolated' && split.invert !== true && byteLevel.add_prefix_space === false;
  const wordEnd = isPlain && typeof pattern === 'string' ? knownWordEnd(pattern) : undefined;
  return wordEnd === undefined ? { steps: before, wordEnd: null } : { steps: before.slice(0, -1), wordEnd };
}
