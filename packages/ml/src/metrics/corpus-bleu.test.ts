import { expect, it } from 'vitest';
import { corpusBleu } from './corpus-bleu.ts';
import { tokenize13a } from './tokenize-13a.ts';

// What sacreBLEU 2.6.0 computes of the same texts.
it.each([
  {
    name: 'several references',
    candidates: ['The dog bit the man.', 'It was not unexpected.', "The man bit him first, didn't he?"],
    references: [
      ['The dog bit the man.', 'The dog had bit the man.'],
      ['It was not surprising.', 'No one was surprised.'],
      ['The man had bitten the dog.', 'The man bit the dog first.'],
    ],
    score: 45.62058532376543,
    precisions: [0.7, 0.5294117647058824, 0.42857142857142855, 0.2727272727272727],
    brevityPenalty: 1,
  },
  {
    name: 'an order without a hit',
    candidates: ['a b c d e'],
    references: [['a x c y e']],
    score: 14.058533129758727,
    precisions: [0.6, 0.125, 0.08333333333333334, 0.0625],
    brevityPenalty: 1,
  },
  {
    name: 'too short for runs of four',
    candidates: ['the mill stood'],
    references: [['the old mill stood by the river']],
    score: 0,
    precisions: [1, 0.5, 0.5, 0],
    brevityPenalty: 0.2635971381157267,
  },
])('$name: $score', ({ candidates, references, score, precisions, brevityPenalty }) => {
  const bleu = corpusBleu(candidates, references);
  expect(bleu.score).toBeCloseTo(score, 10);
  expect(bleu.brevityPenalty).toBeCloseTo(brevityPenalty, 12);
  for (const [index, precision] of precisions.entries()) expect(bleu.precisions[index]).toBeCloseTo(precision, 12);
});

it.each([
  { name: 'itself', candidate: 'The river turned the wheel.', reference: 'The river turned the wheel.', score: 100 },
  { name: 'nothing in common', candidate: 'nothing at all', reference: 'other words here', score: 0 },
  { name: 'no words', candidate: '', reference: 'words', score: 0 },
])('$name: $score', ({ candidate, reference, score }) => {
  expect(corpusBleu([candidate], [[reference]]).score).toBeCloseTo(score, 10);
});

it('refuses candidates without references', () => {
  expect(() => corpusBleu(['a'], [])).toThrow('1 candidates have references for 0');
});

it.each([
  ["It's 3.14, not 1,000-2 (really)!", "It's 3.14 , not 1,000 - 2 ( really ) !"],
  ['&quot;Yes&amp;No&quot; — ½ 水車 🚣.', '" Yes & No " — ½ 水車 🚣 .'],
  ['ends.', 'ends .'],
  ['', ''],
])('cuts %j', (line, words) => {
  expect(tokenize13a(line).join(' ')).toBe(words);
});
