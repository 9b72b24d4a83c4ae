import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { TensorFlow } from '../engine.ts';
import { nativeEngineOpener } from '../engines-to-test.ts';
import { intLists } from './int-lists.ts';
import type { NodeBackend } from './node-backend.ts';

process.env.TF_CPP_MIN_LOG_LEVEL = '2';
const open = nativeEngineOpener(process.env);

const numbers = (tf: TensorFlow) =>
  tf.tensor2d(
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [2, 3],
  );

interface Case {
  name: string;
  run(tf: TensorFlow, x: Tensor): Tensor;
  shape: number[];
  values: number[];
}

const cases: Case[] = [
  { name: 'product', run: (tf, x) => tf.matMul(x, x, false, true), shape: [2, 2], values: [14, 32, 32, 77] },
  {
    name: 'product, left turned',
    run: (tf, x) => tf.matMul(x, x, true),
    shape: [3, 3],
    values: [17, 22, 27, 22, 29, 36, 27, 36, 45],
  },
  {
    name: 'product of blocks',
    run: (tf, x) => tf.matMul(tf.reshape(x, [2, 1, 3]), tf.reshape(x, [2, 3, 1])),
    shape: [2, 1, 1],
    values: [14, 77],
  },
  { name: 'reshape', run: (tf, x) => tf.reshape(x, [3, -1]), shape: [3, 2], values: [1, 2, 3, 4, 5, 6] },
  {
    name: 'reshape to a scalar',
    run: (tf, x) => tf.reshape(tf.slice(x, [1, 1], [1, 1]), []),
    shape: [],
    values: [5],
  },
  {
    name: 'reshape of whole numbers',
    run: (tf, x) => tf.reshape(tf.cast(x, 'int32'), [6]),
    shape: [6],
    values: [1, 2, 3, 4, 5, 6],
  },
  { name: 'transpose', run: (tf, x) => tf.transpose(x), shape: [3, 2], values: [1, 4, 2, 5, 3, 6] },
  { name: 'sum', run: (tf, x) => tf.sum(x), shape: [], values: [21] },
  { name: 'sum of rows', run: (tf, x) => tf.sum(x, -1), shape: [2], values: [6, 15] },
  { name: 'mean of columns', run: (tf, x) => tf.mean(x, 0, true), shape: [1, 3], values: [2.5, 3.5, 4.5] },
  {
    name: 'mean of whole numbers',
    run: (tf, x) => tf.mean(tf.cast(x, 'int32'), 1),
    shape: [2],
    values: [2, 5],
  },
];

describe.skipIf(open === undefined)('kernels of the native engine', () => {
  it.each(cases)('$name', async ({ run, shape, values }) => {
    const { tf } = await (open ?? expect.unreachable)();
    const before = tf.memory().numTensors;
    const x = numbers(tf);
    for (let time = 0; time < 2; time++) {
      const out = tf.tidy(() => run(tf, x));
      expect(out.shape).toEqual(shape);
      expect([...out.dataSync()]).toEqual(values);
      out.dispose();
    }
    x.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps a list that it has made, and makes it anew after thousands of others', async () => {
    const { tf } = await (open ?? expect.unreachable)();
    const lists = intLists(tf.backend() as unknown as NodeBackend);
    const first = lists.handle([2, 3]);
    expect(lists.handle([2, 3])).toBe(first);
    for (let i = 0; i < 5000; i++) lists.handle([i, 1, 1]);
    expect(lists.handle([2, 3])).not.toBe(first);
  });
});
