import { expect, it } from 'vitest';
import { planTextBatches } from './plan-text-batches.ts';

it.each([
  [[], []],
  [[7, 3, 5], [[1, 2, 0]]],
  [
    [4096, 10, 4096, 4096],
    [
      [1, 0],
      [2, 3],
    ],
  ],
  [
    [100_000, 2],
    [[1], [0]],
  ],
])('puts texts of %j tokens together by length', (lengths, batches) => {
  expect(planTextBatches(lengths)).toEqual(batches);
});

it('keeps batches within 64 texts', () => {
  expect(planTextBatches(new Array(130).fill(2)).map(({ length }) => length)).toEqual([64, 64, 2]);
});

it('keeps batches within what is given', () => {
  expect(planTextBatches([3, 3, 3, 9], { tokensMax: 6, rowsMax: 2 })).toEqual([[0, 1], [2], [3]]);
});
