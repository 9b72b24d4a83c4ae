import { expect, test } from 'vitest';
import { reachedPercent } from './budget.ts';

test.each([
  [0n, 0],
  [4_999_999n, 0],
  [5_000_000n, 50],
  [7_999_999n, 50],
  [8_000_000n, 80],
  [9_999_999n, 80],
  [10_000_000n, 100],
  [25_000_000n, 100],
])('of a budget of $10, %i micro-dollars reach %i %%', (spent, percent) => {
  expect(reachedPercent(spent, 10_000_000n)).toBe(percent);
});
