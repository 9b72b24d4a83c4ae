import { expect, it } from 'vitest';
import { heightOf, spreadLabels, valueTicks, widthOf } from './chart-scale.ts';

it.each([
  [[0.2, 1.9], { fromZero: true }, 0, 2],
  [[12, 31], { fromZero: true }, 0, 40],
  [[0.842, 0.949], { fromZero: false }, 0.8, 0.95],
  [[], { fromZero: true }, 0, 1],
  [[0, 0], { fromZero: true }, 0, 1],
  [[5, 5], { fromZero: false }, 5, 5.5],
  [[0.3], { fromZero: true, max: 1 }, 0, 1],
])('gives %j with %o a range that holds it', (values, options, low, high) => {
  const ticks = valueTicks(values, options);
  expect(ticks.length).toBeGreaterThanOrEqual(3);
  expect(ticks.length).toBeLessThanOrEqual(5);
  expect(ticks[0]).toBeCloseTo(low, 5);
  expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(...values, 0) - 1e-9);
  expect(ticks.at(-1)).toBeLessThanOrEqual(high * 1.3);
});

it('places values from the top and from the left', () => {
  expect(heightOf(0, [0, 1, 2])).toBe(100);
  expect(heightOf(2, [0, 1, 2])).toBe(0);
  expect(widthOf(5, { min: 0, max: 10 })).toBe(50);
});

it.each([
  [[10, 12, 50], 8, [10, 18, 50]],
  [[98, 99], 8, [92, 100]],
  [[30], 8, [30]],
  [[50, 20], 10, [50, 20]],
])('spreads %j', (heights, gap, wanted) => expect(spreadLabels(heights, gap)).toEqual(wanted));
