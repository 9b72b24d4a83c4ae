import { expect, it } from 'vitest';
import { formatAxisUsd } from './format-axis-usd.ts';

it.each([
  [0, '$0'],
  [30, '$30'],
  [1_500, '$1,500'],
  [0.5, '$0.50'],
  [0.1 + 0.2, '$0.30'],
  [0.025, '$0.025'],
  [2.5, '$2.50'],
])('writes %s as %s', (dollars, text) => {
  expect(formatAxisUsd(dollars)).toBe(text);
});
