import { expect, it } from 'vitest';
import { limitText, parseLimit } from './limit-text.ts';

it.each([
  ['requestsPerMinute', ' ', null],
  ['requestsPerMinute', '1,200', 1_200],
  ['requestsPerMinute', '0', undefined],
  ['requestsPerMinute', '1.5', undefined],
  ['requestsPerMinute', '1000001', undefined],
  ['trainConcurrencyMax', 'many', undefined],
  ['fileSizeBytesMax', '2.5', 2_500_000],
  ['storageBytesMax', '0.0001', undefined],
  ['storageBytesMax', '50', 50_000_000_000],
] as const)('reads %s of "%s" as %s', (name, text, value) => {
  expect(parseLimit(name, text)).toBe(value);
});

it('writes what it reads', () => {
  expect(limitText('storageBytesMax', 50_000_000_000n)).toBe('50');
  expect(limitText('fileSizeBytesMax', 2_500_000n)).toBe('2.5');
  expect(limitText('tokensPerMinute', null)).toBe('');
});
