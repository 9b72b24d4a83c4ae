import { expect, it } from 'vitest';
import { softmaxLoss } from './softmax-loss.ts';

it.each([0, 0.2])('has the gradient of its loss, with smoothing %d', (labelSmoothing) => {
  const logits = [0.3, -1, 2, 0.5, 0.1, -0.2];
  const labels = Int32Array.of(2, 0);
  const options = { classes: 3, labelSmoothing };
  const { gradient, correct } = softmaxLoss(logits, labels, options);
  const lossAt = (index: number, by: number) =>
    softmaxLoss(logits.with(index, (logits[index] ?? 0) + by), labels, options).loss;
  for (const [index, slope] of gradient.entries())
    expect(slope).toBeCloseTo((lossAt(index, 1e-4) - lossAt(index, -1e-4)) / 2e-4, 6);
  expect(correct).toBe(2);
});

it('tells plain cross-entropy, and NaN for what is not a number', () => {
  expect(softmaxLoss([0, Math.log(3)], Int32Array.of(0), { classes: 2, labelSmoothing: 0 }).loss).toBeCloseTo(
    Math.log(4),
  );
  expect(softmaxLoss([Number.NaN, 0], Int32Array.of(0), { classes: 2, labelSmoothing: 0 }).loss).toBeNaN();
});
