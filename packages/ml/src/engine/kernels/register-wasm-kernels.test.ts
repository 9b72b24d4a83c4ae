import '@tensorflow/tfjs-backend-cpu';
import type { Tensor } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TensorFlow } from '../engine.ts';
import { openEngine } from '../open-engine.ts';

let tf: TensorFlow;
beforeAll(async () => {
  tf = (await openEngine({ only: 'wasm' })).tf;
});
afterAll(() => tf.setBackend('wasm'));

interface Case {
  name: string;
  /** Shapes of the inputs, which are normal with this seed. */
  shapes: number[][];
  run: (...inputs: Tensor[]) => Tensor;
}

const asVector = (tensor: Tensor) => tf.reshape(tensor, [-1]);
const conv = (stride: number, pad: 'same' | 'valid') => (x: Tensor, w: Tensor) =>
  tf.conv2d(x as never, w as never, stride, pad);
const depthwise =
  (stride: number, pad: 'same' | 'valid', dilation = 1) =>
  (x: Tensor, w: Tensor) =>
    tf.depthwiseConv2d(x as never, w as never, stride, pad, 'NHWC', dilation);
const product = (transposeA: boolean, transposeB: boolean) => (a: Tensor, b: Tensor) =>
  tf.matMul(a, b, transposeA, transposeB);

const cases: Case[] = [
  {
    name: 'matMul 2-D',
    shapes: [
      [5, 7],
      [7, 6],
    ],
    run: product(false, false),
  },
  {
    name: 'matMul both transposed',
    shapes: [
      [7, 5],
      [6, 7],
    ],
    run: product(true, true),
  },
  {
    name: 'matMul batched',
    shapes: [
      [2, 3, 5, 7],
      [2, 3, 7, 6],
    ],
    run: product(false, false),
  },
  {
    name: 'matMul batched, right transposed',
    shapes: [
      [4, 5, 7],
      [4, 6, 7],
    ],
    run: product(false, true),
  },
  {
    name: 'matMul batched, left transposed',
    shapes: [
      [4, 7, 5],
      [4, 7, 6],
    ],
    run: product(true, false),
  },
  {
    name: 'matMul one left for all',
    shapes: [
      [1, 5, 7],
      [4, 7, 6],
    ],
    run: product(false, false),
  },
  {
    name: 'matMul one right for all',
    shapes: [
      [3, 5, 7],
      [1, 6, 7],
    ],
    run: product(false, true),
  },
  {
    name: 'matMul few rows',
    shapes: [
      [4, 1, 7],
      [4, 7, 6],
    ],
    run: product(false, false),
  },
  {
    name: 'conv2d same',
    shapes: [
      [3, 7, 6, 2],
      [3, 3, 2, 4],
    ],
    run: conv(1, 'same'),
  },
  {
    name: 'conv2d valid',
    shapes: [
      [2, 7, 6, 3],
      [3, 2, 3, 2],
    ],
    run: conv(1, 'valid'),
  },
  {
    name: 'conv2d stride 2',
    shapes: [
      [2, 8, 7, 1],
      [3, 3, 1, 5],
    ],
    run: conv(2, 'same'),
  },
  {
    name: 'conv2d 1x1',
    shapes: [
      [2, 4, 4, 3],
      [1, 1, 3, 2],
    ],
    run: conv(1, 'same'),
  },
  {
    name: 'conv2d in several steps',
    shapes: [
      [5, 40, 40, 16],
      [5, 5, 16, 2],
    ],
    run: conv(1, 'same'),
  },
  {
    name: 'depthwise same',
    shapes: [
      [2, 6, 5, 3],
      [3, 3, 3, 1],
    ],
    run: depthwise(1, 'same'),
  },
  {
    name: 'depthwise multiplier 2, stride 2',
    shapes: [
      [2, 7, 6, 2],
      [3, 3, 2, 2],
    ],
    run: depthwise(2, 'valid'),
  },
  {
    name: 'maxPool of negative values',
    shapes: [[2, 5, 6, 3]],
    run: (x) => tf.maxPool(tf.sub(x, 10) as never, 2, 2, 'same'),
  },
  { name: 'maxPool overlapping', shapes: [[1, 7, 7, 2]], run: (x) => tf.maxPool(x as never, 3, 2, 'valid') },
  { name: 'avgPool', shapes: [[2, 6, 6, 2]], run: (x) => tf.avgPool(x as never, 2, 2, 'same') },
  {
    name: 'gather',
    shapes: [[5, 3]],
    run: (x) =>
      tf.gather(
        x,
        tf.tensor2d(
          [
            [0, 4, 4],
            [2, 0, 4],
          ],
          [2, 3],
          'int32',
        ),
      ),
  },
  {
    name: 'gather from the second axis',
    shapes: [[2, 5, 3]],
    run: (x) => tf.gather(x, tf.tensor1d([1, 1, 4], 'int32'), 1),
  },
];

async function evaluate(backend: string, { shapes, run }: Case): Promise<Float32Array[]> {
  await tf.setBackend(backend);
  const inputs = shapes.map((shape, i) => tf.randomNormal(shape, 0, 1, 'float32', 7 + i));
  const value = run(...inputs);
  const dy = tf.randomNormal(value.shape, 0, 1, 'float32', 99);
  const gradients = tf.grads((...at: Tensor[]) => asVector(run(...at)))(inputs, asVector(dy));
  return [value, ...gradients].map((tensor) => tensor.dataSync() as Float32Array);
}

describe('kernels of the wasm engine, against the cpu backend', () => {
  it.each(cases)('$name: value and gradients', async (one) => {
    const expected = await evaluate('cpu', one);
    const actual = await evaluate('wasm', one);
    expect(actual.length).toBe(one.shapes.length + 1);
    for (const [i, values] of expected.entries()) expect(farthest(values, actual[i] ?? [])).toBeLessThan(1e-4);
  });

  it('frees what it makes', async () => {
    await tf.setBackend('wasm');
    const before = tf.memory().numTensors;
    const bytes = (tf.backend() as unknown as { numDataIds(): number }).numDataIds();
    for (const one of cases) {
      const inputs = one.shapes.map((shape) => tf.zeros(shape));
      const gradients = tf.grads((...at: Tensor[]) => tf.tidy(() => asVector(one.run(...at))))(inputs);
      tf.dispose([inputs, gradients]);
    }
    expect(tf.memory().numTensors).toBe(before);
    expect((tf.backend() as unknown as { numDataIds(): number }).numDataIds()).toBe(bytes);
  });
});

/** The largest difference, relative to the largest expected value (infinite when the sizes differ). */
function farthest(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
  if (expected.length !== actual.length) return Number.POSITIVE_INFINITY;
  let scale = 1e-6;
  let difference = 0;
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i] ?? Number.NaN));
    difference = Math.max(difference, Math.abs((expected[i] ?? Number.NaN) - (actual[i] ?? Number.NaN)));
  }
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference / scale;
}
