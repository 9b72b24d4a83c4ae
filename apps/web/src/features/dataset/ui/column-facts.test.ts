import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { columnsByUse, columnsLearned, distinctOf, type ReportedColumn, valuesOf, whyLeftOut } from './column-facts.ts';

const t = english('dataset');

const column = (more: Partial<ReportedColumn>): ReportedColumn => ({
  name: 'a',
  role: 'categorical',
  missing: 0,
  distinct: 2,
  ...more,
});
const columns = [
  column({ name: 'id', role: 'ignored' }),
  column({ name: 'age', role: 'numeric' }),
  column({ name: 'income', role: 'target' }),
  column({ name: 'city' }),
];

test('the target comes first and what is left out last', () => {
  expect(columnsByUse({ columns }).map(({ name }) => name)).toEqual(['income', 'age', 'city', 'id']);
});

test('what is learned from is counted without the target', () => {
  expect(columnsLearned({ columns }, t)).toEqual({ used: 2, of: 3, detail: '1 of numbers, 1 of categories' });
  expect(columnsLearned({ columns: [column({ role: 'target' })] }, t)).toEqual({ used: 0, of: 0, detail: 'none' });
});

test.each<[Partial<ReportedColumn>, string]>([
  [{ min: 17, max: 90, mean: 38.54 }, '17 – 90, mean 38.54'],
  [{ min: -0.5, max: 250_000, mean: 1_234.5 }, '−0.5 – 250,000, mean 1,235'],
  [{ min: 3, max: 3, mean: 3 }, '3'],
  [{ top: [{ value: 'Oslo', rows: 30 }] }, 'Oslo (75.0%)'],
  [{ top: [{ value: ' ', rows: 30 }] }, 'blank (75.0%)'],
  [{ top: [{ value: 'x'.repeat(50), rows: 4 }] }, `${'x'.repeat(32)}… (10.0%)`],
  [{ role: 'ignored', ignoredBecause: 'different', top: [{ value: 'c-1', rows: 1 }] }, 'c-1'],
  [{}, ''],
])('%j is told as %j', (more, text) => {
  expect(valuesOf(column(more), 40, t)).toBe(text);
});

test('of many values the three most frequent are told', () => {
  const top = ['a', 'b', 'c', 'd'].map((value) => ({ value, rows: 10 }));
  expect(valuesOf(column({ top }), 40, t)).toBe('a (25.0%), b (25.0%), c (25.0%)');
});

test.each<[Partial<ReportedColumn>, string | null]>([
  [{}, null],
  [{ role: 'ignored', ignoredBecause: 'chosen' }, null],
  [{ role: 'ignored', ignoredBecause: 'empty' }, 'no values in the first rows'],
  [{ role: 'ignored', ignoredBecause: 'different' }, 'another value in nearly every row'],
])('%j is left out because: %s', (more, why) => {
  expect(whyLeftOut(column(more), t)).toBe(why);
});

test('values are counted as far as they were told apart', () => {
  expect(distinctOf(column({ distinct: 9_999 }), t)).toBe('9,999');
  expect(distinctOf(column({ distinct: 10_000 }), t)).toBe('10,000 or more');
});
