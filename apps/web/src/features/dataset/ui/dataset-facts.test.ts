import { DatasetReport } from '@modelmint/domain/dataset-report';
import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import { formatName, lengthBins, smallLabels } from './dataset-facts.ts';

const t = english('dataset');

const label = (name: string, rows: number) => ({
  label: name,
  rows,
  distinctTexts: rows,
  firstLine: 1,
  train: rows,
  validation: 0,
});

const report = DatasetReport.parse({
  format: 'csv',
  encoding: 'utf-8',
  compression: 'gzip',
  delimiter: ';',
  rowsTotal: 100,
  rowsValid: 100,
  rowsBad: 0,
  problems: [],
  problemCounts: {},
  labels: [label('billing', 70), label('delivery', 20), label('other', 10)],
  lengthHistogram: [
    { from: 0, to: 8, rows: 40 },
    { from: 9, to: 16, rows: 40 },
    { from: 17, to: 32, rows: 20 },
    { from: 33, to: 64, rows: 0 },
    { from: 65, to: null, rows: 0 },
  ],
  tokensTotal: 1_000,
  tokensTrain: 900,
  duplicatesExact: 0,
  duplicatesConflicting: 0,
  duplicatesAcrossSplits: 0,
  split: { train: 90, validation: 10, seed: 0, fraction: 0.1 },
  examples: [],
  sizeBytes: 1,
  textBytes: 1,
});

test('a format is named with what sets its fields apart and how it was packed', () => {
  expect(formatName(report, t)).toBe('CSV, separated by semicolon, packed with gzip');
  const { delimiter: _, ...jsonl } = report;
  expect(formatName({ ...jsonl, format: 'jsonl', compression: 'none' }, t)).toBe('JSON Lines');
  expect(formatName({ ...jsonl, format: 'zip', compression: 'none' }, t)).toBe('Zip archive');
});

test('labels five times smaller than the largest are small', () => {
  expect(smallLabels(report)).toEqual([{ label: 'other', times: 7 }]);
  expect(smallLabels({ labels: [] })).toEqual([]);
});

test('the histogram ends with its last row, and the median lies where half of the rows are', () => {
  const bins = lengthBins(report, t);
  expect(bins.labels).toEqual(['0–8', '9–16', '17–32']);
  expect(bins.median).toEqual({ at: 1.25, tokens: 11 });
  expect(bins.ninetyFifth).toEqual({ at: 2.75, tokens: 28 });
  expect(lengthBins({ lengthHistogram: [] }, t)).toEqual({ labels: [], rows: [], median: null, ninetyFifth: null });
});

test('the last bin has no end', () => {
  const bins = lengthBins({ lengthHistogram: [{ from: 1025, to: null, rows: 2 }] }, t);
  expect(bins).toMatchObject({ labels: ['over 1024'], median: { at: 0.5, tokens: 1025 } });
});
