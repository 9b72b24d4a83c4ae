import { expect, it } from 'vitest';
import { ExampleSetBuilder } from './example-set.ts';
import { makeMicroBatch } from './make-micro-batch.ts';
import { planEpoch, planEvaluation, planRows, stepsPerEpoch } from './plan-rows.ts';

function makeSet(lengths: number[]) {
  const builder = new ExampleSetBuilder();
  lengths.forEach((length, row) => {
    const ids = Array.from({ length }, (_, t) => 10 * (row + 1) + t);
    builder.add({ ids, weights: ids.map((_, t) => (t === length - 1 ? 0.5 : t % 2)) });
  });
  return builder.finish();
}

it('gives every example once per epoch, in an order of seed and epoch', () => {
  const plan = (seed: number, epoch: number) => planEpoch(10, { batchSize: 4, seed, epoch }).map((one) => [...one]);
  expect(plan(1, 0).map((one) => one.length)).toEqual([4, 4, 2]);
  expect(stepsPerEpoch(10, 4)).toBe(3);
  expect(
    plan(1, 0)
      .flat()
      .sort((a, b) => a - b),
  ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(plan(1, 0)).toEqual(plan(1, 0));
  expect(plan(1, 1)).not.toEqual(plan(1, 0));
  expect(plan(2, 0)).not.toEqual(plan(1, 0));
});

it('packs the longest first into rows with room, or gives each a row', () => {
  const set = makeSet([2, 5, 3, 6, 2]);
  const chosen = Int32Array.of(0, 1, 2, 3, 4);
  expect(planRows(set, chosen, { isPacked: true, rowTokensMax: 8, microBatchRows: 2 })).toEqual([
    [
      [3, 4],
      [1, 2],
    ],
    [[0]],
  ]);
  expect(planRows(set, chosen, { isPacked: false, rowTokensMax: 8, microBatchRows: 3 })).toEqual([
    [[3], [1], [2]],
    [[4], [0]],
  ]);
  expect(planRows(set, Int32Array.of(3), { isPacked: true, rowTokensMax: 4, microBatchRows: 1 })).toEqual([[[3]]]);
});

it('plans an evaluation by length', () => {
  expect(planEvaluation(makeSet([5, 2, 3]), 2).map((one) => [...one])).toEqual([[1, 2], [0]]);
});

it('lays packed rows out with positions from 0, segments from 1, and targets one place before their token', () => {
  const set = makeSet([4, 3, 2]);
  expect(makeMicroBatch(set, [[0, 2], [1]])).toEqual({
    rows: 2,
    time: 6,
    ids: Int32Array.of(10, 11, 12, 13, 30, 31, 20, 21, 22, 0, 0, 0),
    positions: Int32Array.of(0, 1, 2, 3, 0, 1, 0, 1, 2, 0, 0, 0),
    segments: Int32Array.of(1, 1, 1, 1, 2, 2, 1, 1, 1, 0, 0, 0),
    targets: {
      places: Int32Array.of(0, 2, 4, 6, 7),
      labels: Int32Array.of(11, 13, 31, 21, 22),
      weights: Float32Array.of(1, 0.5, 0.5, 1, 0.5),
    },
    tokens: 9,
  });
});
