import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anchorFromConfig, type Cycle, nextBoundary, previousBoundary } from './calendar.ts';

const at = (text: string) => Date.parse(text) / 1000;
const monthly = (anchor: string, anchorDay = new Date(anchor).getUTCDate()): Cycle => ({
  anchor: at(anchor),
  anchorDay,
  recurring: { interval: 'month', intervalCount: 1 },
});

describe('nextBoundary', () => {
  it.each([
    ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00Z', '2026-02-28T12:00:00Z'],
    ['2026-01-31T12:00:00Z', '2026-02-28T12:00:00Z', '2026-03-31T12:00:00Z'],
    ['2028-01-31T00:00:00Z', '2028-02-01T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['2026-03-28T01:30:00Z', '2026-03-28T01:30:00Z', '2026-04-28T01:30:00Z'],
    ['2026-12-15T23:59:59Z', '2026-12-15T23:59:59Z', '2027-01-15T23:59:59Z'],
    ['2026-01-31T00:00:00Z', '2031-06-30T00:00:01Z', '2031-07-31T00:00:00Z'],
    ['2026-06-10T00:00:00Z', '2026-05-20T00:00:00Z', '2026-06-10T00:00:00Z'],
  ])('anchored %s, after %s, is %s', (anchor, time, expected) => {
    expect(nextBoundary(monthly(anchor), at(time))).toBe(at(expected));
  });

  it('keeps the day of an anchor that fell into a short month', () => {
    expect(nextBoundary(monthly('2026-02-28T00:00:00Z', 31), at('2026-03-01T00:00:00Z'))).toBe(
      at('2026-03-31T00:00:00Z'),
    );
  });

  it('encloses every time with the boundary before it, for every interval', () => {
    const interval = fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'year' as const);
    const instant = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(interval, instant, instant, (name, anchor, time) => {
        const anchorDay = new Date(anchor * 1000).getUTCDate();
        const cycle: Cycle = { anchor, anchorDay, recurring: { interval: name, intervalCount: 1 } };
        const next = nextBoundary(cycle, time);
        expect(next).toBeGreaterThan(time);
        expect(previousBoundary(cycle, next)).toBeLessThanOrEqual(time);
        expect(nextBoundary(cycle, previousBoundary(cycle, next))).toBe(next);
      }),
    );
  });
});

describe('anchorFromConfig', () => {
  it.each([
    [{ day_of_month: 1, hour: 0, minute: 0, second: 0 }, '2026-11-10T14:58:00Z', '2026-12-01T00:00:00Z'],
    [{ day_of_month: 31, hour: 0, minute: 0, second: 0 }, '2026-11-10T14:58:00Z', '2026-11-30T00:00:00Z'],
    [{ day_of_month: 10, hour: 15, minute: 0, second: 0 }, '2026-11-10T14:58:00Z', '2026-11-10T15:00:00Z'],
    [{ day_of_month: 20, hour: null, minute: null, second: null }, '2026-11-10T14:58:03Z', '2026-11-20T14:58:03Z'],
  ])('%o after %s is %s', (config, start, expected) => {
    expect(anchorFromConfig({ ...config, month: null }, at(start))).toBe(at(expected));
  });
});
