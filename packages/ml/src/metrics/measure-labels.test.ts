import { expect, it } from 'vitest';
import { confusionMatrix } from './confusion-matrix.ts';
import { macroAverage, measureLabels, weightedAverage } from './measure-labels.ts';

const actual = [0, 0, 0, 1, 1, 2];
const predicted = [0, 0, 1, 1, 0, 0];

it('counts actual against predicted', () => {
  expect(confusionMatrix(actual, predicted, 3)).toEqual([
    [2, 1, 0],
    [1, 1, 0],
    [1, 0, 0],
  ]);
});

it.each([
  { actual: [0, 3], predicted: [0, 0], message: 'row 1 is of class 3; there are 3' },
  { actual: [0], predicted: [0.5], message: 'row 0 is of class 0.5; there are 3' },
  { actual: [0, 1], predicted: [0], message: '2 rows have 1 predictions' },
])('refuses $message', ({ message, ...rows }) => {
  expect(() => confusionMatrix(rows.actual, rows.predicted, 3)).toThrow(message);
});

// precision_recall_fscore_support(actual, predicted, average=…, zero_division=0) of scikit-learn 1.9.1.
it('averages over labels and over rows', () => {
  const perLabel = measureLabels(['a', 'b', 'c'], confusionMatrix(actual, predicted, 3));
  const macro = macroAverage(perLabel);
  expect(macro.precision).toBeCloseTo(1 / 3, 12);
  expect(macro.recall).toBeCloseTo(0.38888888888888884, 12);
  expect(macro.f1).toBeCloseTo(0.35714285714285715, 12);
  const weighted = weightedAverage(perLabel);
  expect(weighted.precision).toBeCloseTo(0.4166666666666667, 12);
  expect(weighted.recall).toBeCloseTo(0.5, 12);
  expect(weighted.f1).toBeCloseTo(0.4523809523809524, 12);
});

it('is 0 without rows', () => {
  expect(weightedAverage(measureLabels(['a'], [[0]]))).toEqual({ precision: 0, recall: 0, f1: 0 });
});
