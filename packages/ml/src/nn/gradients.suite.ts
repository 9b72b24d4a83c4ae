import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Engine, TensorFlow } from '../engine/engine.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { activate, siluGate } from './activation.ts';
import { attention } from './attention.ts';
import { attentionMask } from './attention-mask.ts';
import { dropout } from './dropout.ts';
import { embedding } from './embedding.ts';
import * as reference from './float64-reference.ts';
import type { GradientCase } from './gradient-case.ts';
import { headsToRows, joinHeads, rowsToHeads, splitHeads, swapHeads } from './heads.ts';
import { layerNorm } from './layer-norm.ts';
import { linear } from './linear.ts';
import { makeScope } from './make-scope.ts';
import { rmsNorm } from './rms-norm.ts';
import { rotary, rotaryTable } from './rotary.ts';
import { splitViews } from './split-views.ts';
import { tapeCases } from './tape-cases.ts';

const scopeOf = (tf: TensorFlow, weights: Record<string, Tensor | undefined>) =>
  makeScope(tf, { weights: new Map(Object.entries(weights) as [string, Tensor][]) });
const norm = { module: 'norm', epsilon: 1e-5 };
const positions = [0, 1, 2, 5, 0, 3, 7, 90];
const frequencies = { values: [1, 0.1, 0.01] };

const activations = Object.entries(reference.activations).map(
  ([name, expected]): GradientCase => ({
    name,
    shapes: [[3, 4, 5]],
    run: (tf, [x]) => activate(tf, name as keyof typeof reference.activations, x as Tensor),
    reference: ([x = []]) => x.map(expected),
  }),
);

const linears = [false, true].flatMap((isTransposed) =>
  [false, true].map((hasBias): GradientCase => {
    const weightShape = isTransposed ? [4, 6] : [6, 4];
    return {
      name: `linear${isTransposed ? ', [in, out]' : ''}${hasBias ? ', bias' : ''}, low-rank`,
      shapes: [[2, 5, 4], weightShape, [2, 4], [6, 2], ...(hasBias ? [[6]] : [])],
      run: (tf, [x, weight, a, b, bias]) =>
        linear(tf, x as Tensor, {
          weight: weight as Tensor2D,
          bias,
          isTransposed,
          lora: { a: a as Tensor2D, b: b as Tensor2D, scale: 1.5 },
        }),
      reference: ([x = [], weight = [], a = [], b = [], bias]) =>
        reference.linear(x, { weight, a, b, bias, sizes: { in: 4, out: 6, rank: 2 }, isTransposed, scale: 1.5 }),
    };
  }),
);

const attentions = [
  { heads: 2, kvHeads: 2, time: 4, past: 0, slidingWindow: null },
  { heads: 4, kvHeads: 2, time: 3, past: 0, slidingWindow: 2 },
  { heads: 4, kvHeads: 1, time: 2, past: 3, slidingWindow: null },
  { heads: 6, kvHeads: 2, time: 1, past: 4, slidingWindow: null },
].map(({ heads, kvHeads, time, past, slidingWindow }): GradientCase => {
  const [batch, headDim, seen] = [2, 3, past + time];
  const maskOf = (tf: TensorFlow) => attentionMask(tf, { batch: 1, time, past, slidingWindow });
  return {
    name: `attention ${heads}:${kvHeads}, ${time} after ${past}, window ${slidingWindow}`,
    shapes: [
      [batch, heads, time, headDim],
      [batch, kvHeads, seen, headDim],
      [batch, kvHeads, seen, headDim],
    ],
    run: (tf, [query, key, value]) =>
      attention(tf, {
        query: query as Tensor4D,
        key: key as Tensor4D,
        value: value as Tensor4D,
        mask: maskOf(tf),
      }),
    reference: ([query = [], key = [], value = []]) =>
      reference.attention({ query, key, value }, { batch, heads, kvHeads, time, seen, headDim, slidingWindow }),
  };
});

const cases: GradientCase[] = [
  ...tapeCases,
  ...activations,
  ...linears,
  ...attentions,
  {
    name: 'rmsNorm',
    shapes: [[2, 3, 8], [8]],
    run: (tf, [x, weight]) => rmsNorm(scopeOf(tf, { 'norm.weight': weight }), x as Tensor, norm),
    reference: ([x = [], weight = []]) => reference.rmsNorm(x, weight),
  },
  {
    name: 'layerNorm',
    shapes: [[2, 3, 8], [8], [8]],
    run: (tf, [x, weight, bias]) =>
      layerNorm(scopeOf(tf, { 'norm.weight': weight, 'norm.bias': bias }), x as Tensor, norm),
    reference: ([x = [], weight = [], bias = []]) => reference.layerNorm(x, weight, bias),
  },
  {
    name: 'siluGate',
    shapes: [
      [3, 7],
      [3, 7],
    ],
    run: (tf, [gate, up]) => siluGate(tf, gate as Tensor, up as Tensor),
    reference: ([gate = [], up = []]) => gate.map((value, i) => reference.activations.silu(value) * (up[i] ?? 0)),
  },
  {
    name: 'rotary',
    shapes: [[2, 3, 4, 6]],
    run: (tf, [x]) => rotary(tf, x as Tensor4D, rotaryTable(tf, tf.tensor2d(positions, [2, 4], 'int32'), frequencies)),
    reference: ([x = []]) => reference.rotary(x, { positions, heads: 3, time: 4, frequencies: frequencies.values }),
  },
  {
    name: 'embedding',
    shapes: [[5, 3]],
    run: (tf, [table]) =>
      embedding(scopeOf(tf, { 'wte.weight': table }), tf.tensor2d([1, 4, 1, 0], [2, 2], 'int32'), 'wte'),
    reference: ([table = []]) => [1, 4, 1, 0].flatMap((id) => table.slice(id * 3, id * 3 + 3)),
  },
  {
    name: 'heads',
    shapes: [[2, 3, 4]],
    run: (tf, [x]) => swapHeads(tf, splitHeads(tf, x as Tensor, 2)),
    reference: ([x = []]) => reference.swapHeads(x, { batch: 2, time: 3, heads: 2, headDim: 2 }),
  },
  {
    name: 'rowsToHeads',
    shapes: [[6, 4]],
    run: (tf, [rows]) => rowsToHeads(tf, rows as Tensor, { batch: 2, heads: 2 }),
    reference: ([rows = []]) => reference.swapHeads(rows, { batch: 2, time: 3, heads: 2, headDim: 2 }),
  },
  {
    name: 'headsToRows',
    shapes: [[2, 2, 3, 2]],
    run: (tf, [x]) => headsToRows(tf, x as Tensor4D),
    reference: ([x = []]) => reference.swapHeads(x, { batch: 2, time: 2, heads: 3, headDim: 2 }),
  },
  {
    name: 'splitViews',
    shapes: [[6, 12]],
    run: (tf, [joint]) => {
      const { query, key, value } = splitViews(tf, joint as Tensor, { batch: 2, heads: 2, headDim: 2 });
      return tf.concat([query, tf.mul(key, 2), tf.mul(value, 3)], 0);
    },
    reference: ([joint = []]) =>
      [0, 1, 2].flatMap((part) => {
        const own = joint.filter((_, i) => Math.floor((i % 12) / 4) === part).map((value) => value * (part + 1));
        return reference.swapHeads(own, { batch: 2, time: 3, heads: 2, headDim: 2 });
      }),
  },
  {
    name: 'heads and back',
    shapes: [[2, 3, 4]],
    run: (tf, [x]) => joinHeads(tf, swapHeads(tf, splitHeads(tf, x as Tensor3D, 2))),
    reference: ([x = []]) => x,
  },
];

/** Values and gradients of each operation on one engine; each engine's test file runs it. */
export function testGradients(open: () => Promise<Engine>): void {
  it.each(cases.map((one) => [one.name, one] as const))('%s agrees with float64', async (_, one) => {
    const { tf } = await open();
    const values = one.shapes.map((shape, i) => normals(size(shape), i + 1));
    const expected = one.reference(values);
    const weights = normals(expected.length, 99);
    const before = tf.memory().numTensors;
    const inputs = values.map((array, i) => tf.tensor(array, one.shapes[i] ?? []));
    const output = tf.tidy(() => one.run(tf, inputs));
    expect(farthest(expected, output.dataSync())).toBeLessThan(1e-5);
    const dy = tf.tensor(weights, output.shape);
    const gradients = tf.grads((...all: Tensor[]) => one.run(tf, all))(inputs, dy);
    gradients.forEach((gradient, i) => {
      expect(gradient.shape).toEqual(one.shapes[i]);
      expect(farthest(differences(one, { values, weights, input: i }), gradient.dataSync())).toBeLessThan(1e-4);
    });
    tf.dispose([...inputs, ...gradients, output, dy]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('computes no gradient of a frozen weight, nor of an input that nothing before it is trained for', async () => {
    const { tf } = await open();
    const [x, weight] = [tf.ones([3, 4]), tf.ones([5, 4]) as Tensor2D];
    const [a, b] = [tf.ones([2, 4]), tf.ones([5, 2])];
    const run = (pair: Tensor[]) =>
      linear(tf, x, {
        weight,
        isTransposed: false,
        lora: { a: pair[0] as Tensor2D, b: pair[1] as Tensor2D, scale: 1 },
      });
    const { kernels } = await tf.profile(() => tf.tidy(() => tf.grads((...pair: Tensor[]) => run(pair))([a, b])));
    // Forward: base, down and up. Back: to the narrow middle, to A and to B.
    expect(kernels.filter(({ name }) => name === 'BatchMatMul')).toHaveLength(6);
    tf.dispose([x, weight, a, b]);
  });

  it('drops a share, scales the rest, and lets gradients through where it let values', async () => {
    const { tf } = await open();
    const x = tf.ones([40, 50]);
    const drop = (input: Tensor) => dropout(tf, input, { p: 0.25, keys: [7, 1, 2] });
    const values = drop(x).dataSync();
    const gradient = tf.grad(drop)(x).dataSync();
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
    expect(values.filter((value) => value === 0).length / values.length).toBeCloseTo(0.25, 1);
    expect(gradient).toEqual(values);
    expect(drop(x).dataSync()).toEqual(values);
  });
}

function size(shape: number[]): number {
  return shape.reduce((product, one) => product * one, 1);
}

/** Normal numbers as a float32 holds them, so that both sides begin with the same. */
function normals(count: number, seed: number): number[] {
  const random = seededRandom(17, seed);
  const one = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, () => Math.fround(one()));
}

interface Differences {
  values: number[][];
  /** Of the outputs in the sum whose slope is asked for. */
  weights: number[];
  input: number;
}

/** Central differences in float64, exact to about 1e-9. */
function differences(one: GradientCase, { values, weights, input }: Differences): number[] {
  const step = 1e-5;
  const total = (changed: number[]) => {
    const outputs = one.reference(values.map((array, i) => (i === input ? changed : array)));
    return outputs.reduce((sum, output, i) => sum + output * (weights[i] ?? Number.NaN), 0);
  };
  const at = values[input] ?? [];
  return at.map((value, i) => (total(at.with(i, value + step)) - total(at.with(i, value - step))) / (2 * step));
}

/** ‖actual − expected‖ / ‖expected‖ */
function farthest(expected: number[], actual: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const error = Math.hypot(...expected.map((value, i) => value - (actual[i] ?? Number.NaN)));
  return error / Math.hypot(...expected);
}
