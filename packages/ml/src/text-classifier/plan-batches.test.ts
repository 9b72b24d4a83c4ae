import { expect, it } from 'vitest';
import { seededRandom } from '../random/seeded-random.ts';
import { type EncodedRows, lengthOf } from './encoded-rows.ts';
import { makeBatch } from './make-batch.ts';
import { batchCount, planEvaluationBatches, planTrainingBatches } from './plan-batches.ts';

function makeRows(count: number): EncodedRows {
  const random = seededRandom(5);
  const starts = [0];
  for (let row = 0; row < count; row++) starts.push((starts[row] ?? 0) + 1 + Math.floor(random() * 50));
  const tokens = Int32Array.from({ length: starts.at(-1) ?? 0 }, (_, i) => 2 + (i % 97));
  return {
    count,
    tokens,
    starts: Float64Array.from(starts),
    labels: Int32Array.from({ length: count }, (_, i) => i % 3),
  };
}

const all = (batches: Int32Array[]) => batches.flatMap((batch) => [...batch]);
const sorted = (numbers: number[]) => numbers.toSorted((a, b) => a - b);

it('takes every row once per epoch, in an order of seed and epoch alone', () => {
  const rows = makeRows(1003);
  const plan = (seed: number, epoch: number) => planTrainingBatches(rows, { batchSize: 8, seed, epoch });
  const first = plan(1, 0);
  expect(first).toHaveLength(batchCount(1003, 8));
  expect(sorted(all(first))).toEqual(Array.from({ length: 1003 }, (_, row) => row));
  expect(plan(1, 0)).toEqual(first);
  expect(all(plan(1, 1))).not.toEqual(all(first));
  expect(all(plan(2, 0))).not.toEqual(all(first));
});

it('puts rows of like length together, so that little is padding', () => {
  const rows = makeRows(2000);
  const share = (batches: Int32Array[]) => {
    const made = batches.map((batch) => makeBatch(rows, batch));
    const cells = made.reduce((sum, { time, size }) => sum + time * size, 0);
    return made.reduce((sum, { tokens }) => sum + tokens, 0) / cells;
  };
  expect(share(planTrainingBatches(rows, { batchSize: 16, seed: 1, epoch: 0 }))).toBeGreaterThan(0.9);
  const evaluation = planEvaluationBatches(rows, 64);
  expect(sorted(all(evaluation))).toHaveLength(2000);
  expect(share(evaluation)).toBeGreaterThan(0.95);
});

it('lays a batch out time first, padded at the end, read both ways', () => {
  const rows = {
    count: 3,
    tokens: Int32Array.of(2, 3, 4, 5, 6),
    starts: Float64Array.of(0, 3, 4, 5),
    labels: Int32Array.of(1, 0, 2),
  };
  expect(lengthOf(rows, 0)).toBe(3);
  expect(makeBatch(rows, Int32Array.of(2, 0))).toEqual({
    time: 3,
    size: 2,
    forward: Int32Array.of(6, 2, 0, 3, 0, 4),
    backward: Int32Array.of(6, 4, 0, 3, 0, 2),
    lengths: Int32Array.of(1, 3),
    labels: Int32Array.of(2, 1),
    tokens: 4,
  });
});
