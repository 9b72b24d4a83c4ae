import { expect, test } from 'vitest';
import { estimateTraining } from './estimate.ts';
import { Hyperparameters } from './hyperparameters.ts';
import { resolveTabular, type TabularTrainingData, tabularTrainingBytes } from './resolve-tabular.ts';
import { columnsRead, TabularSpec } from './tabular-spec.ts';

type Column = TabularTrainingData['table']['columns'][number];
const column = (name: string, role: Column['role'], distinct = 5): Column => ({ name, role, missing: 0, distinct });
const labelled: TabularTrainingData['table'] = {
  target: { name: 'bought', kind: 'label' },
  columns: [
    column('age', 'numeric'),
    column('city', 'categorical'),
    column('id', 'ignored'),
    column('bought', 'target'),
  ],
};
const valued: TabularTrainingData['table'] = { ...labelled, target: { name: 'bought', kind: 'value' } };
const resolve = (asked: object, more: Partial<TabularTrainingData> = {}) =>
  resolveTabular(Hyperparameters.parse(asked), { trainRows: 2_000, table: labelled, labels: 2, ...more }, 3);

test('auto suits the rows, and reads what they are stored with', () => {
  const spec = resolve({});
  expect(TabularSpec.parse(spec)).toEqual(spec);
  expect(spec).toMatchObject({ task: 'tabular-classification', epochs: 40, hiddenSizes: [200, 100], seed: 3 });
  expect(spec.columns.map(({ name }) => name)).toEqual(['age', 'city', 'id', 'bought']);
  expect(columnsRead(spec).map(({ name }) => name)).toEqual(['age', 'city', 'bought']);
  expect(resolve({}, { table: valued, labels: 0 }).task).toBe('tabular-regression');
  expect(TabularSpec.parse(resolve({}, { trainRows: 3 })).batchSize).toBe(16);
});

test('what was asked for is kept', () => {
  const asked = {
    n_epochs: 7,
    batch_size: 64,
    hidden_size: 100,
    layers: 3,
    dropout: 0.4,
    class_weights: 'balanced',
    label_smoothing: 0.1,
    learning_rate_multiplier: 2,
    weight_decay: 0,
    warmup_ratio: 0.2,
    early_stop_patience: 2,
  };
  expect(TabularSpec.parse(resolve(asked))).toMatchObject({
    epochs: 7,
    batchSize: 64,
    hiddenSizes: [100, 50, 25],
    dropout: 0.4,
    isBalanced: true,
    labelSmoothing: 0.1,
    learningRate: 0.006,
    weightDecay: 0,
    warmupRatio: 0.2,
    earlyStopPatience: 2,
  });
  expect(resolve({ layers: 0 }).hiddenSizes).toEqual([]);
  expect(resolve({ hidden_size: 8, layers: 8 }).hiddenSizes).toEqual(Array(8).fill(8));
});

test.each<[object, Partial<TabularTrainingData>, string, RegExp]>([
  [{ batch_size: 64 }, { trainRows: 10 }, 'batch_size', /^A batch of 64 is larger than the 10 training rows\.$/],
  [{ batch_size: 9_000 }, { trainRows: 1e5 }, 'batch_size', /^A table predictor can have a batch_size of 8192 at most/],
  [
    { class_weights: 'balanced' },
    { table: valued },
    'class_weights',
    /^The target holds values, not labels: leave class/,
  ],
  [{ label_smoothing: 0.1 }, { table: valued }, 'label_smoothing', /^The target holds values, not labels: leave label/],
])('%j is refused at its parameter', (asked, more, name, message) => {
  const param = `method.supervised.hyperparameters.${name}`;
  expect(() => resolve(asked, more)).toThrow(
    expect.objectContaining({ code: 'invalid_value', param, message: expect.stringMatching(message) }),
  );
});

test('a table that does not fit into the memory is refused with the numbers and what to do', () => {
  expect(() => resolve({}, { trainRows: 40_000_000 })).toThrow(
    expect.objectContaining({
      code: 'invalid_value',
      param: 'training_file',
      message: expect.stringMatching(
        /^Training on 40,000,000 rows of 3 columns would take 4\.2 GB of memory and may take 3\.0 GB: give columns the role ignored, upload fewer rows, or lower batch_size \(1024\) or hidden_size \(400\)\.$/,
      ),
    }),
  );
});

/** Resident megabytes at the peak above those of a small table, as they were seen. */
test.each([
  { rows: 1_000_000, numeric: 5, categorical: 2, distinct: 200, batchSize: 8_192, hiddenSizes: [8], seen: 247 },
  { rows: 200_000, numeric: 5, categorical: 2, distinct: 200, batchSize: 1_024, hiddenSizes: [400, 200], seen: 127 },
  { rows: 100_000, numeric: 100, categorical: 0, distinct: 0, batchSize: 8_192, hiddenSizes: [8], seen: 176 },
  { rows: 300_000, numeric: 1, categorical: 20, distinct: 100, batchSize: 8_192, hiddenSizes: [8], seen: 375 },
])('memory of $rows rows is about what was seen', ({ seen, rows, numeric, categorical, distinct, ...sizes }) => {
  const columns = [
    ...Array.from({ length: numeric }, (_, i) => column(`n${i}`, 'numeric')),
    ...Array.from({ length: categorical }, (_, i) => column(`c${i}`, 'categorical', distinct)),
    column('y', 'target'),
  ];
  const table = { target: { name: 'y', kind: 'label' as const }, columns };
  const spec = { ...resolve({}, { trainRows: rows, table }), ...sizes };
  const megabytes = tabularTrainingBytes(spec, { trainRows: rows, table, labels: 2 }) / 1e6;
  expect(megabytes).toBeGreaterThan(0.5 * seen);
  expect(megabytes).toBeLessThan(2 * seen);
});

test('the time of ten passes is about what was seen, 3.5 seconds of two cores', () => {
  const spec = resolve({ n_epochs: 10 }, { trainRows: 5_000 });
  const { seconds } = estimateTraining({ spec, trainRows: 5_000, trainTokens: 15_000n, rateMicros: 1n });
  expect(seconds.low).toBeLessThanOrEqual(3 + 3.5);
  expect(seconds.high).toBeGreaterThanOrEqual(3 + 3.5);
  expect(seconds.high).toBeLessThan(30);
});

test('what is computed of held-out rows for each label is counted', () => {
  const bytesOf = (labels: number) => tabularTrainingBytes(resolve({}), { trainRows: 5e6, table: labelled, labels });
  expect(bytesOf(1_000) - bytesOf(2)).toBeGreaterThan(7e9);
  expect(() => resolve({}, { trainRows: 1e6, labels: 200 })).not.toThrow();
  expect(() => resolve({}, { trainRows: 1e6, validationRows: 1e6, labels: 200 })).toThrow(/3\.\d GB of memory/);
});

test('texts that nearly all differ are counted as such', () => {
  const bytesAt = (distinct: number) => {
    const table = { ...labelled, columns: [column('name', 'categorical', distinct), column('bought', 'target')] };
    return tabularTrainingBytes(resolve({}, { table }), { trainRows: 1e6, table, labels: 2 });
  };
  expect(bytesAt(10_000) - bytesAt(9_999)).toBeGreaterThan(1e8);
});
