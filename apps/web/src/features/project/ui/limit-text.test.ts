import { expect, test } from 'vitest';
import { parseRequestLimit, parseSpendLimit, spendLimitText } from './limit-text.ts';

test.each([
  ['', { micros: null }],
  [' $1,000.50 ', { micros: '1000500000' }],
  ['0', { micros: '0' }],
  ['1000000', { micros: '1000000000000' }],
])('%j dollars', (text, expected) => {
  expect(parseSpendLimit(text)).toEqual(expected);
});

test.each(['-1', '1e5', '1.234', '1000001', 'many', '١٢'])('%j dollars are refused', (text) => {
  expect(parseSpendLimit(text)).toHaveProperty('problem');
});

test.each([
  ['', { count: null }],
  ['1,000', { count: 1_000 }],
])('%j requests', (text, expected) => {
  expect(parseRequestLimit(text)).toEqual(expected);
});

test.each(['0', '1.5', '-3', '1000001', 'x'])('%j requests are refused', (text) => {
  expect(parseRequestLimit(text)).toHaveProperty('problem');
});

test.each([
  [null, ''],
  [5_000_000n, '5'],
  [5_500_000n, '5.50'],
  [0n, '0'],
])('%s is shown as it is typed', (micros, expected) => {
  expect(spendLimitText(micros)).toBe(expected);
});
