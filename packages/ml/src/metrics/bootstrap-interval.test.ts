import { expect, it } from 'vitest';
import { seededRandom } from '../random/seeded-random.ts';
import { bootstrapInterval } from './bootstrap-interval.ts';

/** 80 of 100 are right. */
const isRight = Float64Array.from({ length: 100 }, (_, row) => (row % 5 === 0 ? 0 : 1));
const accuracy = (drawn: Int32Array) => drawn.reduce((sum, row) => sum + (isRight[row] ?? 0), 0) / drawn.length;

it('is near the interval of the binomial distribution', () => {
  const { estimate, low, high } = bootstrapInterval(100, accuracy, { seed: 1, resamples: 5000 });
  expect(estimate).toBe(0.8);
  // 0.8 ± 1.96 · √(0.8 · 0.2 / 100)
  expect(low).toBeCloseTo(0.7216, 1.5);
  expect(high).toBeCloseTo(0.8784, 1.5);
});

it('covers the true mean about as often as it says', () => {
  let covered = 0;
  for (let seed = 0; seed < 200; seed++) {
    const random = seededRandom(seed, 1);
    const rows = Float64Array.from({ length: 60 }, () => random() - 0.5);
    const mean = (drawn: Int32Array) => drawn.reduce((sum, row) => sum + (rows[row] ?? 0), 0) / drawn.length;
    const { low, high } = bootstrapInterval(60, mean, { seed, resamples: 200 });
    if (low <= 0 && 0 <= high) covered++;
  }
  expect(covered).toBeGreaterThan(170);
  expect(covered).toBeLessThan(200);
});

it('is the same for the same seed only, and narrower for less confidence', () => {
  const options = { seed: 7, resamples: 500 };
  const first = bootstrapInterval(100, accuracy, options);
  expect(bootstrapInterval(100, accuracy, options)).toEqual(first);
  expect(bootstrapInterval(100, accuracy, { ...options, seed: 8 })).not.toEqual(first);
  const half = bootstrapInterval(100, accuracy, { ...options, confidence: 0.5 });
  expect(half.high - half.low).toBeLessThan(first.high - first.low);
});

it('leaves out resamples in which the metric is undefined', () => {
  const { low, high } = bootstrapInterval(3, (drawn) => (drawn.includes(0) ? 1 : Number.NaN), {
    seed: 1,
    resamples: 200,
  });
  expect([low, high]).toEqual([1, 1]);
});

it('has no width without rows', () => {
  expect(bootstrapInterval(0, () => 0, { seed: 1, resamples: 10 })).toEqual({ estimate: 0, low: 0, high: 0 });
});
