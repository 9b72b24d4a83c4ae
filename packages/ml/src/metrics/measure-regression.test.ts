import { expect, it } from 'vitest';
import { measureRegression } from './measure-regression.ts';

it.each([
  // The first row: the example of scikit-learn's page on regression metrics.
  {
    name: 'published',
    actual: [3, -0.5, 2, 7],
    predicted: [2.5, 0, 2, 8],
    expected: { mae: 0.5, rmse: Math.sqrt(0.375), r2: 0.9486081370449679 },
  },
  { name: 'the mean for all', actual: [1, 2, 3], predicted: [2, 2, 2], expected: { mae: 2 / 3, r2: 0 } },
  { name: 'perfect', actual: [1, 5], predicted: [1, 5], expected: { mae: 0, rmse: 0, r2: 1 } },
])('$name', ({ actual, predicted, expected }) => {
  const measured = measureRegression(actual, predicted);
  for (const [name, value] of Object.entries(expected)) expect(measured[name as 'mae']).toBeCloseTo(value, 12);
});

it('has no share of what does not vary', () => {
  expect(measureRegression([4, 4], [4, 5])).toEqual({ mae: 0.5, rmse: Math.SQRT1_2, r2: Number.NaN });
});

it('refuses rows without predictions', () => {
  expect(() => measureRegression([1, 2], [1])).toThrow('2 values have 1 predictions');
});
