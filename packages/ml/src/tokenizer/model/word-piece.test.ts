import { expect, test } from 'vitest';
import { openWordPiece } from './word-piece.ts';

const vocab = new Map([
  ['[UNK]', 0],
  ['a', 1],
]);

test('refuses words so long that the search in them would hold up all others', () => {
  const part = { type: 'WordPiece', max_input_chars_per_word: 100_000 };
  expect(() => openWordPiece(part, vocab)).toThrow(/max_input_chars_per_word 100000; at most 256/);
  expect(() => openWordPiece({ type: 'WordPiece' }, vocab)).not.toThrow();
});
