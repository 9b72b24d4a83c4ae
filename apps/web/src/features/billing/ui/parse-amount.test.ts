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
  ['', /Give an amount/],
  ['ten', /Give an amount/],
  ['1.234', /Give an amount/],
  ['1,5', /Give an amount/],
  ['-20', /Give an amount/],
  ['4.99', /\$5\.00 to \$5,000\.00/],
  ['5000.01', /\$5\.00 to \$5,000\.00/],
])('refuses %j', (text, problem) => {
  expect(parseAmount(text)).toMatchObject({ problem: expect.stringMatching(problem) });
});
