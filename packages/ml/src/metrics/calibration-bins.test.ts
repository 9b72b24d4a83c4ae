import { expect, it } from 'vitest';
import { calibrationBins, expectedCalibrationError } from './calibration-bins.ts';

/** Probabilities of two classes by that of the second. */
const pairs = (...second: number[]) => second.flatMap((value) => [1 - value, value]);

it('measures the distance of confidence and accuracy by hand', () => {
  // Confidences 0.9, 0.8 | 0.6, 0.7, 0.55; the second and the last are wrong.
  const bins = calibrationBins([1, 1, 1, 0, 0], pairs(0.9, 0.2, 0.6, 0.3, 0.55), { classes: 2, bins: 4 });
  expect(bins.map(({ rows }) => rows)).toEqual([0, 0, 3, 2]);
  expect(bins[2]?.confidence).toBeCloseTo((0.6 + 0.7 + 0.55) / 3, 12);
  expect(bins[2]?.accuracy).toBeCloseTo(2 / 3, 12);
  expect(expectedCalibrationError(bins)).toBeCloseTo((3 * (2 / 3 - 1.85 / 3) + 2 * (0.85 - 0.5)) / 5, 12);
});

it.each([
  { name: 'sure and right', actual: [1, 0], second: [1, 0], error: 0 },
  { name: 'sure and wrong', actual: [0, 1], second: [1, 0], error: 1 },
  { name: 'no rows', actual: [], second: [], error: 0 },
])('$name: $error', ({ actual, second, error }) => {
  expect(expectedCalibrationError(calibrationBins(actual, pairs(...second), { classes: 2 }))).toBe(error);
});

it('puts a border into the bin below it', () => {
  const bins = calibrationBins([1], pairs(0.75), { classes: 2, bins: 4 });
  expect(bins.findIndex(({ rows }) => rows === 1)).toBe(2);
});

it('refuses what is not a number', () => {
  expect(() => calibrationBins([0], [Number.NaN, Number.NaN], { classes: 2 })).toThrow('row 0');
});
