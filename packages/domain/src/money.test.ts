import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUsd, rateMicros } from './money.ts';

describe('rateMicros', () => {
  it.each([
    [0n, 5n, 0n],
    [1_000_000n, 400_000n, 400_000n],
    [1n, 500_000n, 0n], // half of one, to the even 0
    [3n, 500_000n, 2n], // one and a half, to the even 2
    [5n, 500_000n, 2n], // two and a half, to the even 2
    [1n, 500_001n, 1n],
  ])('%d units at %d per million = %d', (quantity, price, expected) => {
    expect(rateMicros(quantity, price)).toBe(expected);
  });

  it('is within half a micro-dollar of the exact price', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 12n), fc.bigInt(0n, 10n ** 9n), (quantity, price) => {
        const twiceError = 2n * (rateMicros(quantity, price) * 1_000_000n - quantity * price);
        return twiceError <= 1_000_000n && twiceError >= -1_000_000n;
      }),
    );
  });

  it('refuses negative amounts', () => {
    expect(() => rateMicros(-1n, 1n)).toThrow(RangeError);
  });
});

describe('formatUsd', () => {
  it.each([
    [7_760_000n, '$7.76'],
    [-500_000n, '−$0.50'],
    [1_234_567_890_000n, '$1,234,567.89'],
    [5_000n, '$0.00'],
    [15_000n, '$0.02'],
    [-1n, '$0.00'],
  ])('%d is %s', (micros, text) => {
    expect(formatUsd(micros)).toBe(text);
  });

  it.each([
    [77n, '$0.000077'],
    [7_760_000n, '$7.76'],
    [120_000n, '$0.12'],
  ])('%d is exactly %s', (micros, text) => {
    expect(formatUsd(micros, { exact: true })).toBe(text);
  });
});
