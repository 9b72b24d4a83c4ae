import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { exampleRow } from './example-row.ts';
import { type Prediction, saidOf, unseenWords } from './predicted.ts';
import { columnWords, fieldsOfRow, problemOfField, rangeWords, rowOfFields, warningOfField } from './table-form.ts';
import type { TrialColumn, TrialTable } from './trial-table.ts';

const t = english('prediction');
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
  expect(problemOfField(t, age, text)).toBe(problem);
});

test.each(['4,5', 'forty', '1e999', '0x10', '1 000'])(
  'a numeric field refuses "%s" and says how to mend it',
  (text) => {
    expect(problemOfField(t, age, text)).toBe('Write a plain number such as 1234.5, or leave it empty.');
    expect(problemOfField(t, city, text)).toBeNull();
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

test.each([
  ['17', 'Outside of its data, 18 – 90: the prediction is a guess.'],
  ['18', null],
  ['', null],
  ['x', null],
])('a number of %s is warned of: %s', (text, warning) => {
  expect(warningOfField(t, age, text)).toBe(warning);
});

test('a column without numbers has no range', () => {
  expect([rangeWords(t, age), rangeWords(t, { ...age, min: null })]).toEqual(['18 – 90', 'a number']);
  expect(rangeWords(t, { ...age, min: 1900, max: 20_190 })).toBe('1900 – 20,190');
  expect(rangeWords(t, { ...age, min: -3.25, max: 0.5 })).toBe('\u22123.25 – 0.5');
  expect(warningOfField(t, { ...age, min: null }, '5')).toBeNull();
});

test('a prediction is said in a word', () => {
  const label: Prediction = { kind: 'label', scores: [{ label: 'yes', score: 0.8 }], unseen: [] };
  expect(saidOf(label)).toBe('yes');
  expect(saidOf({ kind: 'value', value: 12.3456, unseen: [] })).toBe('12.35');
  expect(saidOf(undefined)).toBe('–');
});

test.each([
  [[], null],
  [['age'], 'age was empty or is new to the model, so the prediction is less sure.'],
  [['age', 'city'], 'age and city were empty or are new to the model, so the prediction is less sure.'],
  [['a', 'b', 'c'], 'a, b and c were empty or are new to the model, so the prediction is less sure.'],
])('columns %j that the model does not know are named', (unseen, words) => {
  expect(unseenWords(t, unseen)).toBe(words);
});

test('a column says what it holds in a line', () => {
  expect(columnWords(t, age)).toBe('number, 18 – 90');
  expect(columnWords(t, { ...age, min: null, max: null })).toBe('number');
  expect(columnWords(t, city)).toBe('Oslo, Bergen');
  expect(columnWords(t, { ...city, top: ['a', 'b', 'c', 'd'] })).toBe('a, b, c, …');
  expect(columnWords(t, { ...city, top: [] })).toBe('text');
});
