import { expect, it } from 'vitest';
import { median } from './median.ts';

it.each([
  [[3], 3],
  [[5, 1, 3], 3],
  [[4, 1, 3, 2], 2.5],
  [[100, 9, 20], 20],
  [[], Number.NaN],
])('is the middle of %j', (values, expected) => {
  expect(median(values)).toBe(expected);
});
