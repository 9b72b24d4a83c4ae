import { expect, it } from 'vitest';
import { totalOf, usageSeries } from './usage-series.ts';

const days = ['2026-11-01', '2026-11-02'];
const cell = (day: string, group: string, amountMicros: bigint) => ({ day, group, tokens: amountMicros, amountMicros });

it('stacks the dearest group first and leaves no day out', () => {
  const cells = [cell('2026-11-02', 'a', 5n), cell('2026-11-01', 'b', 7n), cell('2026-11-02', 'b', 1n)];
  expect(usageSeries(cells, days)).toEqual([
    { group: 'b', colour: 0, tokens: 8n, amountMicros: 8n, values: [7, 1] },
    { group: 'a', colour: 1, tokens: 5n, amountMicros: 5n, values: [0, 5] },
  ]);
});

it('puts what the palette cannot tell apart into "other", and loses nothing', () => {
  const cells = Array.from({ length: 9 }, (_, index) => cell('2026-11-01', `g${index}`, BigInt(index + 1)));
  const series = usageSeries(cells, days);
  expect(series.map(({ group, colour }) => `${group} ${colour}`)).toEqual([
    'g8 0',
    'g7 1',
    'g6 2',
    'g5 3',
    'g4 4',
    'other 6',
  ]);
  expect(totalOf(series)).toEqual(totalOf(cells));
  expect(series.at(-1)?.values).toEqual([1 + 2 + 3 + 4, 0]);
});

it('keeps six groups as they are', () => {
  const cells = Array.from({ length: 6 }, (_, index) => cell('2026-11-01', `g${index}`, 1n));
  expect(usageSeries(cells, days).map(({ colour }) => colour)).toEqual([0, 1, 2, 3, 4, 5]);
});
