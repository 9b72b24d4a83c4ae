import { expect, test } from 'vitest';
import { topUpProblem } from './auto-top-up.ts';

const rule = { thresholdMicros: 5_000_000n, amountMicros: 25_000_000n, monthlyMaxMicros: 100_000_000n };

test('a rule within all bounds is kept, down to one purchase in a month', () => {
  expect(topUpProblem(rule)).toBeNull();
  expect(topUpProblem({ ...rule, monthlyMaxMicros: 25_000_000n })).toBeNull();
});

test.each([
  [{ thresholdMicros: 999_999n }, 'thresholdMicros'],
  [{ thresholdMicros: 1_000_000_001n }, 'thresholdMicros'],
  [{ amountMicros: 4_990_000n }, 'amountMicros'],
  [{ amountMicros: 25_000_001n }, 'amountMicros'],
  [{ monthlyMaxMicros: 24_990_000n }, 'monthlyMaxMicros'],
  [{ monthlyMaxMicros: 100_000_010_000n }, 'monthlyMaxMicros'],
])('%o is refused for %s', (change, param) => {
  expect(topUpProblem({ ...rule, ...change })).toMatchObject({ param });
});
