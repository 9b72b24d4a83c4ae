import { badPart, type Part } from '../part.ts';
import type { WordModel } from './char-bpe.ts';
import type { Vocabulary } from './read-vocabulary.ts';

const charsMaxMost = 256;

/** Longest match first, from the left (`WordpieceTokenizer` of google-research/bert, `tokenization.py`). */
export function openWordPiece(part: Part, vocab: Vocabulary): WordModel {
  const prefix = typeof part.continuing_subword_prefix === 'string' ? part.continuing_subword_prefix : '##';
  const charsMax = typeof part.max_input_chars_per_word === 'number' ? part.max_input_chars_per_word : 100;
  // The search takes the square of it, and goes on in a process that serves others too.
  if (charsMax > charsMaxMost)
    throw badPart('model WordPiece', `has max_input_chars_per_word ${charsMax}; at most ${charsMaxMost} are supported`);
  const unkToken = typeof part.unk_token === 'string' ? part.unk_token : '[UNK]';
  const unkId = vocab.get(unkToken);
  if (unkId === undefined) throw badPart('model WordPiece', `has no ${unkToken} in its vocabulary`);
  const isTooLong = (word: string) => word.length > charsMax && [...word].length > charsMax;
  return (word, ids) => {
    const before = ids.length;
    let start = 0;
    while (start < word.length && !isTooLong(word)) {
      let end = word.length;
      let id: number | undefined;
      for (; end > start; end--) {
        id = vocab.get(start === 0 ? word.slice(0, end) : prefix + word.slice(start, end));
        if (id !== undefined) break;
      }
      if (id === undefined) break;
      ids.push(id);
      start = end;
    }
    if (start === word.length) return;
    ids.length = before;
    ids.push(unkId);
  };
}
