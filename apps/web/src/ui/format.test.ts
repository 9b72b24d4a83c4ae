import { describe, expect, it } from 'vitest';
import { runInLanguage } from '../i18n/run-in-language.ts';
import {
  formatAmount,
  formatBytes,
  formatCents,
  formatCount,
  formatDuration,
  formatDurationRange,
  formatMoney,
  formatQuantity,
  formatRate,
  formatShare,
  formatShares,
  formatShortCount,
  formatTokens,
} from './format.ts';
import { formatDay, formatExactTime, formatRelativeTime } from './format-time.ts';

/** Thin spaces are written as plain ones here. */
const plain = (text: string) => text.replaceAll('\u2009', ' ');

describe('counts', () => {
  it.each([
    [0, '0'],
    [48_120, '48,120'],
    [-1_234, '−1,234'],
    [9_007_199_254_740_993n, '9,007,199,254,740,993'],
  ])('%s is %s', (count, text) => expect(formatCount(count)).toBe(text));

  it.each([
    [999_999, '999,999'],
    [63_800_000n, '63.80 M'],
    [1_200_000_000, '1.20 B'],
  ])('%s in short is %s', (count, text) => expect(plain(formatShortCount(count))).toBe(text));

  it('says one thing and two things', () => {
    expect(formatQuantity(1, 'example')).toBe('1 example');
    expect(formatQuantity(0n, 'example')).toBe('0 examples');
    expect(formatQuantity(2, 'copy', 'copies')).toBe('2 copies');
  });
});

describe('shares', () => {
  it('has one decimal', () => expect(formatShare(0.6342)).toBe('63.4%'));

  it.each([[[1, 1, 1]], [[2, 3, 7, 11, 13]], [[1n, 999_999n]], [[5]], [[0, 0, 4]]])('of %s add up to 100', (parts) => {
    const shares = formatShares(parts);
    const tenths = shares.map((share) => Math.round(Number(share.slice(0, -1)) * 10));
    expect(tenths.reduce((sum, part) => sum + part, 0)).toBe(1000);
    for (const [index, part] of parts.entries())
      expect(
        Math.abs((tenths[index] ?? 0) / 1000 - Number(part) / parts.reduce<number>((s, p) => s + Number(p), 0)),
      ).toBeLessThan(0.001);
  });

  it('of nothing are 0', () => expect(formatShares([0, 0])).toEqual(['0.0%', '0.0%']));
});

describe('sizes and money', () => {
  it.each([
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_000, '1.00 kB'],
    [24_100_000, '24.1 MB'],
    [288_400_000n, '288 MB'],
    [999_600_000, '1.00 GB'],
  ])('%s bytes are %s', (bytes, text) => expect(plain(formatBytes(bytes))).toBe(text));

  it('always has its sign and two decimals', () => {
    expect(formatMoney(7_760_000n)).toBe('$7.76');
    expect(formatMoney('-500000')).toBe('−$0.50');
    expect(formatMoney(77n, { exact: true })).toBe('$0.000077');
    expect([7_760_000n, 10_400n, 9_990n, 400n, '0', '-77'].map(formatAmount)).toEqual([
      '$7.76',
      '$0.01',
      '$0.00999',
      '$0.0004',
      '$0.00',
      '−$0.000077',
    ]);
    expect(plain(formatRate(600_000n))).toBe('$0.60 per 1 M tokens');
    expect(formatCents(14_127n)).toBe('$141.27');
    expect(formatCents('776', 'eur')).toBe('EUR 7.76');
  });
});

describe('durations', () => {
  it.each([
    [388, '388 ms'],
    [4_200, '4.2 s'],
    [9_960, '10 s'],
    [60_000, '1 min'],
    [877_000, '14 min 37 s'],
    [11_100_000, '3 h 5 min'],
    [187_200_000, '2 d 4 h'],
  ])('%s ms are %s', (duration, text) => expect(plain(formatDuration(duration))).toBe(text));

  it.each([
    [{ low: 20, high: 45 }, '20 – 45 s'],
    [{ low: 1_020, high: 1_380 }, '17 – 23 min'],
    [{ low: 0.2, high: 0.4 }, '1 s'],
    [{ low: 7_200, high: 10_800 }, '2.0 – 3.0 h'],
  ])('%o is %s', (range, text) => expect(plain(formatDurationRange(range))).toBe(text));
});

describe('times', () => {
  const now = new Date('2026-11-18T14:32:31Z');
  it.each([
    ['2026-11-18T14:32:25Z', 'now'],
    ['2026-11-18T14:32:01Z', '30 s ago'],
    ['2026-11-18T14:14:31Z', '18 min ago'],
    ['2026-11-18T17:33:00Z', 'in 3 h'],
    ['2026-11-13T14:00:00Z', '5 d ago'],
    ['2026-11-02T00:00:00Z', '2 Nov'],
    ['2025-11-02T00:00:00Z', '2 Nov 2025'],
  ])('%s is %s', (at, text) => expect(formatRelativeTime(new Date(at), now)).toBe(text));

  it('is exact to the second, with its zone', () => {
    expect(formatExactTime(now)).toBe('2026-11-18 14:32:31 UTC');
    expect(formatDay(now, now)).toBe('18 Nov');
  });
});

it('writes the same in Chinese', () => {
  const now = new Date('2026-11-18T14:32:31Z');
  const texts = runInLanguage('zh-CN', () => [
    formatShortCount(63_800_000n),
    formatShortCount(1_200_000_000),
    formatTokens(1),
    formatBytes(1),
    formatRate(600_000n),
    formatDuration(877_000),
    formatDurationRange({ low: 1_020, high: 1_380 }),
    formatRelativeTime(new Date('2026-11-18T14:14:31Z'), now),
    formatRelativeTime(new Date('2026-11-18T17:33:00Z'), now),
    formatRelativeTime(now, now),
    formatDay(new Date('2025-11-02T00:00:00Z'), now),
  ]);
  expect(texts.map(plain)).toEqual([
    '6,380 万',
    '12.00 亿',
    '1 token',
    '1 字节',
    '$0.60 / 百万 token',
    '14 分钟 37 秒',
    '17 – 23 分钟',
    '18 分钟前',
    '3 小时后',
    '刚刚',
    '2025年11月2日',
  ]);
});
