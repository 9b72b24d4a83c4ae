import { expect, it } from 'vitest';
import { softmax } from './softmax.ts';

it('sums to 1 per row and stands large numbers', () => {
  const even = softmax([1000, 1000, -1000, -1000], 2);
  expect([...even]).toEqual([0.5, 0.5, 0.5, 0.5]);
  const [a, b] = softmax([0, Math.log(3)], 2);
  expect(a).toBeCloseTo(0.25);
  expect(b).toBeCloseTo(0.75);
});
