import { expect, test } from 'vitest';
import { exampleRow } from './example-row.ts';
import { fieldsOfRow, problemOfField, rowOfFields } from './table-form.ts';
import type { TrialColumn, TrialTable } from './trial-table.ts';

const age: TrialColumn = {
  ...{ name: 'age', role: 'numeric', hasMissing: true, min: 18, max: 90 },
  ...{ mean: 41.2345, top: [] },
};
const city: TrialColumn = {
  ...{ name: 'city', role: 'categorical', hasMissing: false, min: null, max: null },
  ...{ mean: null, top: ['Oslo', 'Bergen'] },
};
const table: TrialTable = { target: { name: 'churned', kind: 'label' }, columns: [age, city], rows: [] };

test.each([
  ['42', null],
  [' 4.5e3 ', null],
  ['.5', null],
  ['', null],
  ['  ', null],
])('a numeric field takes "%s"', (text, problem) => {
  expect(problemOfField(age, text)).toBe(problem);
});

test.each(['4,5', 'forty', '1e999', '0x10', '1 000'])(
  'a numeric field refuses "%s" and says how to mend it',
  (text) => {
    expect(problemOfField(age, text)).toBe('Write a plain number such as 1234.5, or leave it empty.');
    expect(problemOfField(city, text)).toBeNull();
  },
);

test('every column is sent: numbers as numbers, what is empty as null', () => {
  expect(rowOfFields([age, city], { age: ' 42 ', city: '' })).toEqual({ age: 42, city: null });
  expect(rowOfFields([age, city], { city: '0012' })).toEqual({ age: null, city: '0012' });
});

test('an example stands in the fields as its file has it', () => {
  expect(fieldsOfRow([age, city], { age: 42, other: 1 })).toEqual({ age: '42', city: '' });
  expect(fieldsOfRow([age, city], { age: 'NA', city: true })).toEqual({ age: '', city: 'true' });
});

test('code is filled with a row of the data, else with what is usual', () => {
  expect(exampleRow(table)).toEqual({ age: 41.2, city: 'Oslo' });
  const rows = [{ age: '42.50', city: '0012' }];
  expect(exampleRow({ ...table, rows })).toEqual({ age: 42.5, city: '0012' });
  expect(exampleRow({ ...table, rows: [{ age: 'NA', city: '' }] })).toEqual({ age: 'NA', city: null });
  expect(exampleRow({ ...table, rows: [{}] })).toEqual({ age: null, city: null });
});
