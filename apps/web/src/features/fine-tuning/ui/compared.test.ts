import { autoHyperparameters, resolveSpec } from '@modelmint/domain/hyperparameters';
import { suggestRecommenderSpec } from '@modelmint/domain/recommender-spec';
import { expect, test } from 'vitest';
import { english } from '../../../i18n/english-translator.ts';
import type { JobView } from '../server/job-view.ts';
import type { MetricPoint } from '../server/list-job-metrics.ts';
import { comparedNames, hasOneLoss, lossLines, measureRows, settingRows } from './compared.ts';

const t = english('fineTuning');
const spec = (epochs: number) =>
  resolveSpec({ ...autoHyperparameters, n_epochs: epochs }, { trainRows: 400, trainTokens: 4_000, labels: 2 }, 1);
const base = {
  ...{ id: 'ftjob-aaaa', suffix: 'one', baseModel: 'text-classifier-lstm', task: 'text-classification', seed: 1 },
  ...{ dataset: { id: 'ds_1', name: 'rows', versionId: 'dsv_1', versionNumber: 2 }, spec: spec(3), metrics: null },
} as unknown as JobView;
const job = (change: Partial<JobView>): JobView => ({ ...base, ...change });
const labels = (accuracy: number, loss: number) => ({
  ...{ accuracy, loss, perLabel: [], confusion: [], bestStep: 1, steps: 1, stoppedEarly: false },
});

test('jobs of one name are told apart by the end of their id', () => {
  expect(comparedNames([base, job({ id: 'ftjob-bbbb' }), job({ suffix: 'two' })])).toEqual([
    ...['one …aaaa', 'one …bbbb', 'two'],
  ]);
});

test('every setting that one of them has is a row, and what differs is marked', () => {
  const rows = settingRows(t, [base, job({ spec: spec(9), seed: 1 })]);
  const rowOf = (label: string) => rows.find((row) => row.label === label);
  expect(rowOf('Epochs')).toEqual({ label: 'Epochs', values: ['3', '9'], isDifferent: true });
  expect(rowOf('Data')).toEqual({ label: 'Data', values: ['rows v2', 'rows v2'], isDifferent: false });
  const other = settingRows(t, [base, job({ spec: suggestRecommenderSpec({ trainRows: 100, hasRatings: true }, 1) })]);
  expect(other.find(({ label }) => label === 'Factors')).toMatchObject({ values: [null, '16'], isDifferent: true });
});

test('the best of each measure is marked, whether more or less is better; of equals and of one alone none is', () => {
  const rows = measureRows(t, [job({ metrics: labels(0.9, 0.5) }), job({ metrics: labels(0.8, 0.2) }), base]);
  expect(rows.map(({ label, values, best }) => ({ label, values, best }))).toEqual([
    { label: 'Accuracy', values: ['90.0%', '80.0%', null], best: [0] },
    { label: 'Held-out loss', values: ['0.500', '0.200', null], best: [1] },
  ]);
  const same = measureRows(t, [job({ metrics: labels(0.9, 0.5) }), job({ metrics: labels(0.9, 0.5) })]);
  expect(same.flatMap(({ best }) => best)).toEqual([]);
  expect(measureRows(t, [job({ metrics: labels(0.9, 0.5) })])[0]?.best).toEqual([]);
});

test('losses of one kind are drawn together, others not', () => {
  const ranking = job({
    spec: suggestRecommenderSpec({ trainRows: 100, hasRatings: false }, 1),
    task: 'recommendation',
  });
  expect(hasOneLoss([base, job({ spec: spec(9) })])).toBe(true);
  expect(hasOneLoss([base, ranking])).toBe(false);
});

test('each job has one clear line, by steps or by epochs', () => {
  const point = (step: number, validLoss: number | null) =>
    ({ step, epoch: step / 10, trainLoss: 1, validLoss, validAccuracy: null }) as MetricPoint;
  const compared = [
    { job: base, points: [point(10, 0.5), point(20, 0.4)] },
    { job: base, points: [point(10, null)] },
  ];
  const lines = lossLines(compared, ['a', 'b'], 'epoch');
  expect(lines.filter(({ isFaint }) => !isFaint).map(({ name, colour }) => [name, colour])).toEqual([
    ...[['a', 0] as const, ['b', 1] as const],
  ]);
  expect(lines.find(({ name }) => name === 'a')?.points.map(({ x }) => x)).toEqual([1, 2]);
});
