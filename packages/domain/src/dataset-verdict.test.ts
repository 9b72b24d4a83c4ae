import { expect, test } from 'vitest';
import { datasetProblem } from './dataset-problem.ts';
import { DatasetReport } from './dataset-report.ts';
import { judgeDataset } from './dataset-verdict.ts';

const label = (name: string, distinctTexts: number) => ({
  label: name,
  rows: distinctTexts,
  distinctTexts,
  firstLine: 4,
  train: 0,
  validation: 0,
});

function report(changes: Partial<DatasetReport>): DatasetReport {
  return DatasetReport.parse({
    format: 'csv',
    encoding: 'utf-8',
    compression: 'none',
    rowsTotal: 20,
    rowsValid: 20,
    rowsBad: 0,
    problems: [],
    problemCounts: {},
    labels: [label('a', 10), label('b', 10)],
    lengthHistogram: [],
    tokensTotal: 0,
    tokensTrain: 0,
    duplicatesExact: 0,
    duplicatesConflicting: 0,
    duplicatesAcrossSplits: 0,
    split: { train: 0, validation: 0, seed: 0, fraction: 0.1 },
    examples: [],
    sizeBytes: 0,
    textBytes: 0,
    ...changes,
  });
}

const badJson = datasetProblem('invalid_json', 3, { reason: 'x' });
const empty = datasetProblem('text_empty', 2, {});
const bad = { problems: [empty, badJson], problemCounts: { text_empty: 1, invalid_json: 19 } };

test.each<[string, Partial<DatasetReport>, object | null]>([
  ['fine', {}, null],
  ['some bad rows', { rowsTotal: 22, rowsBad: 2, ...bad }, null],
  ['no rows', { rowsTotal: 0, rowsValid: 0 }, { code: 'file_empty' }],
  ['a header alone', { rowsTotal: 0, rowsValid: 0, columns: ['text', 'label'] }, { code: 'header_only' }],
  [
    'no valid row',
    { rowsValid: 0, rowsBad: 20, labels: [], ...bad },
    { code: 'no_valid_rows', line: 3, hint: badJson.hint },
  ],
  [
    'mostly bad',
    { rowsValid: 9, rowsBad: 11, ...bad },
    {
      ...{ code: 'too_many_bad_rows', line: 3 },
      message: `11 of 20 rows cannot be used. The most frequent reason: ${badJson.message}`,
    },
  ],
  ['one label', { labels: [label('a', 20)] }, { code: 'one_label' }],
  ['one example of a label', { labels: [label('a', 19), label('b', 1)] }, { code: 'too_few_per_label', line: 4 }],
])('%s', (_name, changes, verdict) => {
  if (verdict === null) expect(judgeDataset(report(changes))).toBeNull();
  else expect(judgeDataset(report(changes))).toMatchObject(verdict);
});

test('a file without held-out rows needs only one text for each label', () => {
  const split = { train: 0, validation: 0, seed: 0, fraction: 0 };
  expect(judgeDataset(report({ split, labels: [label('a', 1), label('b', 1)] }))).toBeNull();
});

test('one label too many is refused even when few rows have it', () => {
  const many = datasetProblem('too_many_labels', 5, { labelsMax: 100, label: 'x' });
  const changes = { rowsBad: 1, rowsValid: 19, problems: [many], problemCounts: { too_many_labels: 1 } };
  expect(judgeDataset(report(changes))).toEqual(many);
});

const column = { name: 'x', role: 'numeric', missing: 0, distinct: 9, min: 0, max: 8, mean: 4 } as const;
const table = (changes: object = {}, kind: 'label' | 'value' = 'value'): Partial<DatasetReport> => ({
  task: 'tabular',
  ...(kind === 'value' ? { labels: [] } : {}),
  table: {
    target: { name: 'y', kind },
    columns: [
      { ...column, ...changes },
      { ...column, name: 'y', role: 'target' },
    ],
  },
});
const ratings = {
  userColumn: 'u',
  itemColumn: 'i',
  ratingColumn: null,
  timeColumn: null,
  users: 3,
  items: 3,
  replaced: 0,
};

test('a header of a thousand long names is told in short', () => {
  const columns = Array.from({ length: 1_000 }, (_, i) => `${i}`.padEnd(200, 'x'));
  const problem = judgeDataset(report({ rowsTotal: 0, rowsValid: 0, columns }));
  expect(problem?.code).toBe('header_only');
  expect(problem?.message.length).toBeLessThan(1_200);
});

test.each<[string, Partial<DatasetReport>, object | null]>([
  ['values', table(), null],
  ['a column without a value', table({ distinct: 0, missing: 20 }), { code: 'column_all_missing' }],
  ['a column that is always the same', table({ distinct: 1 }), { code: 'columns_constant' }],
  ['a column that is the same or missing', table({ distinct: 1, missing: 3 }), null],
  ['few rows', { ...table(), duplicatesExact: 9, duplicatesConflicting: 9, rowsTotal: 20 }, null],
  ['two rows', { ...table(), rowsValid: 2, rowsTotal: 2 }, { code: 'table_too_small' }],
  [
    'a label of one row',
    { ...table({}, 'label'), labels: [label('a', 19), label('b', 1)] },
    { code: 'too_few_rows_of_label' },
  ],
  ['users of several items', { task: 'recommendation', labels: [], ratings: { ...ratings, usersWithOne: 1 } }, null],
  [
    'users of one item',
    { task: 'recommendation', labels: [], ratings: { ...ratings, usersWithOne: 3 } },
    { code: 'too_few_interactions' },
  ],
  [
    'one item in training',
    { task: 'recommendation', labels: [], ratings: { ...ratings, usersWithOne: 0, itemsTrained: 1 } },
    { code: 'one_item' },
  ],
])('%s', (_name, changes, verdict) => {
  if (verdict === null) expect(judgeDataset(report(changes))).toBeNull();
  else expect(judgeDataset(report(changes))).toMatchObject(verdict);
});
