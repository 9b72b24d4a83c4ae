import { describe, expect, test } from 'vitest';
import { judge, quantile } from './verdict.mjs';

describe('the verdict on a figure', () => {
  test.each([
    [{ value: 170, most: 170 }, true],
    [{ value: 170.1, most: 170 }, false],
    [{ value: 95, least: 95 }, true],
    [{ value: 94.9, least: 95 }, false],
    [{ value: Number.NaN, most: 100 }, false],
    [{ value: Number.NaN, least: 1 }, false],
  ])('%o is kept: %s', (figure, isKept) => {
    const verdict = judge({ part: 'scripts', what: '/', unit: 'kB', ...figure });
    expect(verdict.isKept).toBe(isKept);
    expect(/ABOVE|BELOW/.test(verdict.line)).toBe(!isKept);
  });

  test('a quantile is one of the values', () => {
    const values = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(quantile(values, 0.95)).toBe(95);
    expect(quantile([7], 0.5)).toBe(7);
    expect(quantile([], 0.5)).toBeNaN();
  });
});
