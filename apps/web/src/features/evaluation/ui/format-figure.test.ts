import { expect, test } from 'vitest';
import { formatDifference, formatFigure } from './format-figure.ts';

test.each([
  ['rmse', 0.5, '0.500'],
  ['perplexity', 123.45, '123.5'],
  ['mae', 123_456, '1.235e+5'],
  ['r2', -0.12, '−0.120'],
  ['r2', -0.0001, '0.000'],
  ['accuracy', null, '–'],
] as const)('%s %s is shown as %s', (name, value, shown) => {
  expect(formatFigure(name, value)).toBe(shown);
});

test.each([
  ['logLoss', 0.25, '+0.250'],
  ['logLoss', -0.25, '−0.250'],
  ['logLoss', 0, '0.000'],
  ['logLoss', -0.0001, '0.000'],
] as const)('a difference of %s by %s has its sign: %s', (name, value, shown) => {
  expect(formatDifference(name, value)).toBe(shown);
});
