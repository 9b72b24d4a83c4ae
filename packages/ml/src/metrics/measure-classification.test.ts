import { expect, it } from 'vitest';
import { measureClassification } from './measure-classification.ts';

it('counts by hand-made predictions', () => {
  const actual = [0, 0, 0, 1, 1, 2];
  const predicted = [0, 0, 1, 1, 0, 0];
  const probabilities = predicted.flatMap((label) => [0, 1, 2].map((k) => (k === label ? 0.8 : 0.1)));
  const metrics = measureClassification(['a', 'b', 'c'], actual, probabilities);
  expect(metrics.accuracy).toBe(0.5);
  expect(metrics.confusion).toEqual([
    [2, 1, 0],
    [1, 1, 0],
    [1, 0, 0],
  ]);
  expect(metrics.loss).toBeCloseTo((-3 * Math.log(0.8) - 3 * Math.log(0.1)) / 6);
  const [a, b, c] = metrics.perLabel;
  expect(a).toEqual({ label: 'a', precision: 0.5, recall: 2 / 3, f1: 4 / 7, support: 3 });
  expect(b).toEqual({ label: 'b', precision: 0.5, recall: 0.5, f1: 0.5, support: 2 });
  expect(c).toEqual({ label: 'c', precision: 0, recall: 0, f1: 0, support: 1 });
});

it('is finite without rows and for a probability of 0', () => {
  expect(measureClassification(['a', 'b'], [], [])).toMatchObject({ accuracy: 0, loss: 0 });
  expect(Number.isFinite(measureClassification(['a', 'b'], [0], [0, 1]).loss)).toBe(true);
});
