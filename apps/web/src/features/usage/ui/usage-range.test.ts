import { describe, expect, it } from 'vitest';
import { daysOf, readGrouping, readRange, recentMonths } from './usage-range.ts';

const now = new Date('2026-11-18T14:32:00Z');

describe('readRange', () => {
  it.each([
    { query: {}, range: { from: '2026-11-01', to: '2026-11-18', month: '2026-11' } },
    { query: { month: '2026-10' }, range: { from: '2026-10-01', to: '2026-10-31', month: '2026-10' } },
    { query: { month: '2024-02' }, range: { from: '2024-02-01', to: '2024-02-29', month: '2024-02' } },
    { query: { month: '2027-01' }, range: { from: '2026-11-01', to: '2026-11-18', month: '2026-11' } },
    { query: { month: 'x' }, range: { from: '2026-11-01', to: '2026-11-18', month: '2026-11' } },
    {
      query: { from: '2026-09-29', to: '2026-10-02' },
      range: { from: '2026-09-29', to: '2026-10-02', month: null },
    },
    {
      query: { from: '2026-10-02', to: '2026-09-29' },
      range: { from: '2026-11-01', to: '2026-11-18', month: '2026-11' },
    },
    {
      query: { from: '2026-02-30', to: '2026-03-01' },
      range: { from: '2026-11-01', to: '2026-11-18', month: '2026-11' },
    },
    {
      query: { from: '2020-01-01', to: '2026-01-01' },
      range: { from: '2026-11-01', to: '2026-11-18', month: '2026-11' },
    },
  ])('reads $query', ({ query, range }) => {
    expect(readRange(query, now)).toEqual(range);
  });
});

it('names every day once, over the end of a month', () => {
  expect(daysOf({ from: '2026-09-29', to: '2026-10-01' })).toEqual(['2026-09-29', '2026-09-30', '2026-10-01']);
});

it('names months back over the year, also from the 31st', () => {
  expect(recentMonths(new Date('2026-01-31T23:00:00Z'), 3)).toEqual(['2026-01', '2025-12', '2025-11']);
});

it.each([
  ['key', 'key'],
  ['nonsense', 'model'],
  [undefined, 'model'],
])('groups %s by %s', (text, grouping) => {
  expect(readGrouping(text)).toBe(grouping);
});
