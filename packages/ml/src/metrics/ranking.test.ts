import { expect, it } from 'vitest';
import { meanReciprocalRank, ndcgAt, recallAt } from './ranking.ts';

const queries = [
  { ranked: ['a', 'b', 'c', 'd'], relevant: new Set(['b', 'd']) },
  { ranked: ['c', 'a', 'b', 'd'], relevant: new Set(['c']) },
  { ranked: ['a', 'b'], relevant: new Set(['z']) },
];

it('takes the mean of 1 / the first right place', () => {
  expect(meanReciprocalRank(queries)).toBeCloseTo((1 / 2 + 1 + 0) / 3, 12);
});

it.each([
  { k: 1, recall: (0 + 1 + 0) / 3 },
  { k: 2, recall: (1 / 2 + 1 + 0) / 3 },
  { k: 4, recall: (1 + 1 + 0) / 3 },
])('finds $recall among the first $k', ({ k, recall }) => {
  expect(recallAt(queries, k)).toBeCloseTo(recall, 12);
});

it('counts an item once that is recommended twice', () => {
  expect(recallAt([{ ranked: ['a', 'a'], relevant: new Set(['a', 'b']) }], 2)).toBe(0.5);
});

// The gains 3, 2, 3, 0, 1, 2 of the usual example; ndcg_score of scikit-learn 1.9.1 agrees.
it.each([
  { k: 6, ndcg: 0.9608081943360616 },
  { k: 3, ndcg: 0.9777813616305048 },
])('discounts gains: $ndcg at $k', ({ k, ndcg }) => {
  const gains = new Map([3, 2, 3, 0, 1, 2].map((gain, item) => [item, gain]));
  expect(ndcgAt([{ ranked: [0, 1, 2, 3, 4, 5], gains }], k)).toBeCloseTo(ndcg, 12);
});

it('is 0 without queries or gains', () => {
  expect(meanReciprocalRank([])).toBe(0);
  expect(ndcgAt([{ ranked: ['a'], gains: new Map() }], 5)).toBe(0);
});
