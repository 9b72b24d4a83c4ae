import { DatasetReport } from '@modelmint/domain/dataset-report';
import { DatasetSpec, type DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import type { Task } from '@modelmint/domain/task';
import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { foundFileOf, readAnewFormFor, readAnewFormOf, specOfForm } from './read-anew-form.ts';

const t = english('dataset');
const report = DatasetReport.parse({
  ...{ format: 'csv', encoding: 'utf-8', compression: 'none', rowsTotal: 4, rowsValid: 4, rowsBad: 0 },
  ...{ problems: [], problemCounts: {}, labels: [], lengthHistogram: [], tokensTotal: 0, tokensTrain: 0 },
  ...{ duplicatesExact: 0, duplicatesConflicting: 0, duplicatesAcrossSplits: 0 },
  split: { train: 4, validation: 0, seed: 0, fraction: 0.1 },
  ...{ examples: [], sizeBytes: 1, textBytes: 1, columns: ['age', 'y'] },
});
const table: DatasetReport['table'] = {
  target: { name: 'y', kind: 'label' },
  columns: [
    { name: 'age', role: 'numeric', missing: 0, distinct: 4, min: 1, max: 9, mean: 5 },
    { name: 'y', role: 'target', missing: 0, distinct: 2 },
  ],
};

/** As much of a data set as the form reads. */
const datasetOf = (task: Task | null, spec: DatasetSpecInput, seen: DatasetReport | null = report) =>
  ({ task, spec: DatasetSpec.parse(spec), report: seen }) as Parameters<typeof readAnewFormOf>[0];

test('columns are shown with what was found in them', () => {
  const found = (spec: DatasetSpecInput, seen: DatasetReport | null) =>
    foundFileOf(datasetOf('tabular', spec, seen), t);
  const values = '1 – 9, mean 5';
  expect(found({}, { ...report, table })).toMatchObject({
    columns: ['age', 'y'],
    samples: [
      { values, role: 'numeric', targetKind: null },
      { values: '', role: null, targetKind: 'label' },
    ],
    likeliest: 'tabular',
  });
  const chosen: DatasetSpecInput = { columns: [{ name: 'age', role: 'numeric' }], targetKind: 'label' };
  expect(found(chosen, { ...report, table })?.samples).toEqual([
    { values, role: null, targetKind: null },
    { values: '', role: null, targetKind: null },
  ]);
  expect(found({}, report)).toMatchObject({ columns: ['age', 'y'], samples: [] });
  expect(found({}, null)).toBeNull();
});

test('the form begins as the newest version was read, and asks for the same again', () => {
  const spec: DatasetSpecInput = {
    ...{ task: 'tabular', columns: [{ name: 'age', role: 'ignored' }], encoding: 'latin1' },
    ...{ validationFraction: 0.25, seed: 7 },
  };
  const dataset = datasetOf('tabular', spec);
  expect(specOfForm(readAnewFormOf(dataset, foundFileOf(dataset, t)), dataset.spec)).toEqual(spec);
});

test('a task that the file cannot be for is not offered', () => {
  const dataset = datasetOf('image-classification', {});
  expect(readAnewFormOf(dataset, foundFileOf(dataset, t)).reading.task).toBe('tabular');
  expect(readAnewFormOf(datasetOf('tabular', {}, null), null).reading.task).toBe('tabular');
});

test('recommendations keep the share that nobody was asked for', () => {
  const dataset = datasetOf('recommendation', { task: 'recommendation', validationFraction: 0.3 });
  const form = { ...readAnewFormOf(dataset, foundFileOf(dataset, t)), heldOutPercent: '20' };
  expect(specOfForm(form, dataset.spec).validationFraction).toBe(0.3);
});

test('what the file lacks is refused beside its field', () => {
  const dataset = datasetOf('recommendation', { task: 'recommendation' });
  const found = foundFileOf(dataset, t);
  const checked = readAnewFormFor(found, english('file')).safeParse(readAnewFormOf(dataset, found));
  expect(checked.error?.issues.map(({ path }) => path.join('.'))).toEqual(['reading.userColumn', 'reading.itemColumn']);
});
