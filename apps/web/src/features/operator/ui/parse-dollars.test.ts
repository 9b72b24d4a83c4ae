import { expect, it } from 'vitest';
import { formatDollars, parseDollars } from './parse-dollars.ts';

const range = { min: 1n, max: 1_000_000_000_000n };

it.each([
  ['0.5', 500_000n],
  [' $1,000 ', 1_000_000_000n],
  ['0.000001', 1n],
  ['12.50', 12_500_000n],
])('reads %s', (text, micros) => {
  expect(parseDollars(text, range)).toBe(micros);
  expect(parseDollars(formatDollars(micros), range)).toBe(micros);
});

it.each(['', 'free', '-1', '0', '0.0000001', '1,5', '1e3', '1000000.000001', '.5'])(
  'reads no price in "%s"',
  (text) => {
    expect(parseDollars(text, range)).toBeNull();
  },
);
