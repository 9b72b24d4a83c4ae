import { expect, it } from 'vitest';
import { labelLoss, labelWeights, valueLoss } from './table-loss.ts';

it('weighs rows by their labels', () => {
  const actual = Int32Array.of(0, 0, 0, 1);
  const weights = labelWeights(actual, 2, true);
  expect([...weights]).toEqual([4 / 6, 2]);
  expect([...labelWeights(actual, 2, false)]).toEqual([1, 1]);
  const quarter = Math.log(3); // of the second label: 3/4
  const { loss, gradient } = labelLoss([0, quarter, 0, quarter, 0, quarter, 0, quarter], actual, {
    weights,
    labelSmoothing: 0,
  });
  expect(loss).toBeCloseTo((-3 * (4 / 6) * Math.log(1 / 4) - 2 * Math.log(3 / 4)) / 4, 12);
  expect(gradient[0]).toBeCloseTo(((4 / 6) * (1 / 4 - 1)) / 4, 7);
  expect(gradient[7]).toBeCloseTo((2 * (3 / 4 - 1)) / 4, 7);
});

it('smooths labels', () => {
  const { loss } = labelLoss([0, Math.log(3)], Int32Array.of(1), {
    weights: Float64Array.of(1, 1),
    labelSmoothing: 0.2,
  });
  expect(loss).toBeCloseTo(-0.9 * Math.log(3 / 4) - 0.1 * Math.log(1 / 4), 12);
});

it('squares distances of values', () => {
  const { loss, gradient } = valueLoss([1, 2], Float32Array.of(3, 2));
  expect(loss).toBe(2);
  expect([...gradient]).toEqual([-2, 0]);
});
