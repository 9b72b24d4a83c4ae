import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideHalfEven, lineAmount } from './round-half-even.ts';

describe('divideHalfEven', () => {
  it.each([
    [5n, 2n, 2],
    [7n, 2n, 4],
    [-5n, 2n, -2],
    [-7n, 2n, -4],
    [0n, 3n, 0],
    [1n, 3n, 0],
    [2n, 3n, 1],
  ])('%s / %s is %s', (numerator, denominator, cents) => {
    expect(divideHalfEven(numerator, denominator)).toBe(cents);
  });

  it('is never off by more than half a cent', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.bigInt(1n, 10n ** 7n), (numerator, denominator) => {
        const off = BigInt(divideHalfEven(numerator, denominator)) * denominator - numerator;
        expect((off < 0n ? -off : off) * 2n <= denominator).toBe(true);
      }),
    );
  });
});

describe('lineAmount', () => {
  it.each([
    [12_345_675, '0.0001', 1235],
    [5000, '0.0001', 0],
    [15_000, '0.0001', 2],
    [25_000, '0.0001', 2],
    [999_999_999_999_999, '0.0001', 100_000_000_000],
    [3, '33.333333333333', 100],
    [1, '2900', 2900],
  ])('%s units at %s cents are %s cents', (quantity, unit, cents) => {
    expect(lineAmount(quantity, unit)).toBe(cents);
  });
});
