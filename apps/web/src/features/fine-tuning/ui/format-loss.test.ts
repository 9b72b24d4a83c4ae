import { expect, test } from 'vitest';
import { formatLoss } from './format-loss.ts';

test.each([
  [0, '0'],
  [12.345, '12.3'],
  [1.5, '1.50'],
  [0.2431, '0.243'],
  [0.00031, '0.00031'],
  [0.0000012, '0.0000012'],
])('%s is shown as %s', (loss, text) => {
  expect(formatLoss(loss)).toBe(text);
});
