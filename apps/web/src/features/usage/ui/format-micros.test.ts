import { expect, it } from 'vitest';
import { formatMicros } from './format-micros.ts';

it.each([
  [10n, '$0.000010'],
  [0n, '$0.000000'],
  [76_500n, '$0.076500'],
  [1_234_567_890n, '$1,234.567890'],
  [-5n, '−$0.000005'],
])('writes %s as %s', (micros, text) => {
  expect(formatMicros(micros)).toBe(text);
});
