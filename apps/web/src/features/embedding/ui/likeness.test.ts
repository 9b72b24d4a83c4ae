import { expect, it } from 'vitest';
import { likenessOf, vectorBeginning } from './likeness.ts';

it.each([
  [[1, 0], [2, 0], 1],
  [[1, 0], [0, 3], 0],
  [[1, 1], [-1, -1], -1],
  [[0, 0], [1, 1], 0],
])('%j and %j are alike by %s', (a, b, likeness) => {
  expect(likenessOf(a, b)).toBeCloseTo(likeness, 12);
});

it('shows the beginning of a vector', () => {
  expect(vectorBeginning([0.5, -0.25])).toBe('0.5000, \u22120.2500');
  expect(vectorBeginning([1, 2, 3], 2)).toBe('1.0000, 2.0000, …');
});
