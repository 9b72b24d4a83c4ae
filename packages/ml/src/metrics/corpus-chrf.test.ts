import { expect, it } from 'vitest';
import { corpusChrf } from './corpus-chrf.ts';

// What sacreBLEU 2.6.0 computes of the same texts.
it.each([
  {
    candidates: ['The dog bit the man.', 'It was not unexpected.', "The man bit him first, didn't he?"],
    references: ['The dog bit the man.', 'It was not surprising.', 'The man had bitten the dog.'],
    score: 50.137624782854864,
  },
  { candidates: ['水車は 川の🚣'], references: ['水車が川の 🚣'], score: 28.055555555555557 },
  { candidates: ['ab'], references: ['abcdefgh'], score: 23.404255319148938 },
  { candidates: ['same'], references: ['same'], score: 100 },
  { candidates: [''], references: ['word'], score: 0 },
])('$candidates: $score', ({ candidates, references, score }) => {
  expect(corpusChrf(candidates, references)).toBeCloseTo(score, 10);
});

it('refuses candidates without references', () => {
  expect(() => corpusChrf(['a'], [])).toThrow('1 candidates have 0 references');
});
