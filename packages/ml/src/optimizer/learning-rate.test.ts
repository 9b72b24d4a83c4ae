import { expect, it } from 'vitest';
import { learningRateAt } from './learning-rate.ts';

const rates = (schedule: 'constant' | 'linear' | 'cosine', warmupRatio: number, steps: number) =>
  Array.from({ length: steps }, (_, i) => learningRateAt(i + 1, { peak: 1, schedule, warmupRatio, steps }));

it('climbs to the peak and then stays, falls in a line, or in half a wave', () => {
  expect(rates('constant', 0.4, 5)).toEqual([0.5, 1, 1, 1, 1]);
  expect(rates('linear', 0.4, 5)).toEqual([0.5, 1, 0.75, 0.5, 0.25]);
  const cosine = rates('cosine', 0, 3);
  expect(cosine[1]).toBeCloseTo(0.5);
  expect(cosine[0]).toBeCloseTo((1 + Math.SQRT1_2) / 2);
});

it.each(['constant', 'linear', 'cosine'] as const)('%s is above 0 at every step, however few there are', (schedule) => {
  for (const steps of [1, 2, 3, 100])
    for (const warmupRatio of [0, 0.05, 0.5, 1])
      for (const rate of rates(schedule, warmupRatio, steps)) {
        expect(rate).toBeGreaterThan(0);
        expect(rate).toBeLessThanOrEqual(1);
      }
});
