import { expect, test } from 'vitest';
import { macroF1, majorityShare, mostFrequentMistakes, readTrainingResult } from './training-result.ts';

const result = {
  accuracy: 0.8,
  loss: 0.4,
  perLabel: [
    { label: 'billing', precision: 0.9, recall: 0.8, f1: 0.85, support: 60 },
    { label: 'delivery', precision: 0.7, recall: 0.8, f1: 0.75, support: 30 },
    { label: 'other', precision: 0.5, recall: 0.5, f1: 0.5, support: 10 },
  ],
  confusion: [
    [48, 10, 2],
    [3, 24, 3],
    [1, 4, 5],
  ],
  bestStep: 120,
  steps: 150,
  stoppedEarly: true,
};

test('a result is read, anything else is none', () => {
  expect(readTrainingResult(result)).toEqual(result);
  for (const other of [null, {}, { ...result, accuracy: 80 }]) expect(readTrainingResult(other)).toBeNull();
});

test('always saying the most frequent label scores its share', () => {
  expect(majorityShare(result)).toEqual({ label: 'billing', share: 0.6 });
  expect(majorityShare({ perLabel: [] })).toBeNull();
});

test('every label counts the same in the mean', () => {
  expect(macroF1(result)).toBeCloseTo(0.7);
  expect(macroF1({ perLabel: [] })).toBeNull();
});

test('mistakes by their number, hits left out', () => {
  expect(mostFrequentMistakes(result, 2)).toEqual([
    { actual: 'billing', predicted: 'delivery', count: 10 },
    { actual: 'other', predicted: 'delivery', count: 4 },
  ]);
});
