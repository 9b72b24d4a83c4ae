import { expect, it } from 'vitest';
import { parseAmount } from './parse-amount.ts';

it.each([
  ['25', 25_000_000n],
  ['25.5', 25_500_000n],
  [' $1,000.25 ', 1_000_250_000n],
  ['5', 5_000_000n],
  ['5000', 5_000_000_000n],
])('reads %j', (text, amountMicros) => {
  expect(parseAmount(text)).toEqual({ amountMicros });
});

it.each([
  ['', 'format'],
  ['ten', 'format'],
  ['1.234', 'format'],
  ['1,5', 'format'],
  ['-20', 'format'],
  ['4.99', 'range'],
  ['5000.01', 'range'],
])('refuses %j', (text, reason) => {
  expect(parseAmount(text)).toEqual({ reason });
});
