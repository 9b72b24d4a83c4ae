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
  ['mostly bad', { rowsValid: 9, rowsBad: 11, ...bad }, { code: 'too_many_bad_rows', line: 3 }],
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
