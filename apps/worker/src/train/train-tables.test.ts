import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TrainingSpec } from '@modelmint/domain/training-spec';
import type { Engine } from '@modelmint/ml/engine/engine';
import { openWasmEngine } from '@modelmint/ml/engine/engines-to-test';
import { groupedItems, groupSpec } from '@modelmint/ml/recommender/toy-interactions';
import { priceRows, priceSpec, xorRows, xorSpec } from '@modelmint/ml/tabular/toy-tables';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { trainByTask } from './train-by-task.ts';
import type { TrainAnswer } from './train-message.ts';

let engine: Engine;
let folder: string;
beforeAll(async () => {
  engine = await openWasmEngine();
});
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-train-tables-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Rows {
  train: readonly object[];
  validation?: readonly object[];
  memoryBytesMax?: number;
}

/** Trains in this process and keeps what would be said to the parent. */
async function train(spec: TrainingSpec, { train, validation = [], memoryBytesMax = 4e9 }: Rows) {
  const said: TrainAnswer[] = [];
  const [trainPath, validationPath] = [train, validation].map((rows, split) => {
    const file = path.join(folder, `${split === 0 ? 'train' : 'validation'}.jsonl`);
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    return file;
  }) as [string, string];
  const keep = async (answer: TrainAnswer) => void said.push(answer);
  const done = await trainByTask(
    {
      kind: 'start',
      spec,
      labels: [],
      trainPath,
      validationPath,
      baseModel: 'template',
      baseFolder: null,
      resumeFolder: null,
      checkpointFolder: path.join(folder, 'checkpoints'),
      engine: 'wasm',
      cacheFolder: folder,
      memoryBytesMax,
      trainTokens: 0,
    },
    { engine, parent: { say: keep, keep, tick: () => undefined } },
  );
  return { done, said };
}

it('predicts values, in the unit of the target and without an accuracy', async () => {
  const rows = { train: priceRows(200, 11), validation: priceRows(40, 12) };
  const { done, said } = await train({ ...priceSpec, epochs: 20 }, rows);
  expect(done).toMatchObject({ metrics: { r2: expect.any(Number), steps: 140 }, tokensTrained: 200 * 3 * 20 });
  expect('r2' in done.metrics && done.metrics.r2).toBeGreaterThan(0.8);
  expect(said.filter(({ kind }) => kind === 'checkpoint').at(-1)).toMatchObject({
    tokensSeen: 200 * 3 * 20,
    metrics: { validLoss: expect.any(Number) },
  });
  expect(said.some((one) => 'validAccuracy' in one)).toBe(false);
});

it('ranks by what users did, and counts times as what is read', async () => {
  const spec = { ...groupSpec, epochs: 3, evaluationUsersMax: 30 };
  const { done, said } = await train(spec, { train: groupedItems({ users: 40, items: 24, perUser: 5 }) });
  expect(done).toMatchObject({
    metrics: { heldOut: 30, users: 40, items: 24, rankedAt: 10, baseline: { ndcg: expect.any(Number) } },
    tokensTrained: 40 * 4 * 3 * 3,
  });
  expect(said.flatMap((one) => (one.kind === 'note' ? [one.message] : []))).toEqual([
    'The last interaction of 40 users is held out.',
    'Each evaluation ranks for 30 users of them, always the same.',
  ]);
});

it('tells of columns and values that are not read as they are', async () => {
  const rare = xorRows(60, 1).map((row, index) => ({ ...row, left: index < 2 ? `rare ${index}` : row.left }));
  const { said } = await train(
    { ...xorSpec, epochs: 1, categoryCountMin: 2 },
    { train: rare, validation: [...xorRows(5, 2), { ...xorRows(1, 3)[0], right: 'half' }] },
  );
  expect(said.flatMap((one) => (one.kind === 'note' ? [one.message] : []))).toEqual([
    'Not read, as all training rows have the same there: unit.',
    'Values that are too rare to learn from are read as one: left (2 values in 2 rows).',
    'Of 6 held-out rows, some have values that training does not know: right (1 row).',
  ]);
});

const good = groupedItems({ users: 20, items: 12, perUser: 4 });

it.each<[string, TrainingSpec, Rows, string]>([
  [
    'a label that no training row has',
    xorSpec,
    { train: xorRows(40, 1), validation: [{ ...xorRows(1, 2)[0], label: 'maybe' }] },
    'Validation row 1: no training row has its label "maybe"',
  ],
  ['no held-out rows of a table', xorSpec, { train: xorRows(40, 1) }, 'The validation split has no rows'],
  [
    'a list in a cell',
    xorSpec,
    { train: [...xorRows(40, 1), { ...xorRows(1, 2)[0], left: ['on'] }], validation: xorRows(9, 3) },
    'train.jsonl, line 41: the row is not as it was read at left. Upload the file again.',
  ],
  [
    'users of one interaction each',
    groupSpec,
    { train: [1, 2, 3].map((user) => ({ user, item: user })) },
    'Each of 3 users has a single interaction: users of two or more are needed',
  ],
  [
    'an interaction without a user',
    groupSpec,
    { train: [...good, { item: 'i1', time: 9 }] },
    'train.jsonl, line 81: the row is not as it was read at user.',
  ],
  [
    'times in some rows only',
    groupSpec,
    { train: [...good, { user: 'u1', item: 'i1' }] },
    'Interaction 81: it has no time and other rows have one; give all of them a time, or none.',
  ],
])('refuses %s with what to do', async (_case, spec, rows, message) => {
  await expect(train(spec, rows)).rejects.toMatchObject({
    code: 'dataset_invalid',
    message: expect.stringContaining(message),
  });
});
