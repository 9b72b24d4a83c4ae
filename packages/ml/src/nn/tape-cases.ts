import type { Tensor } from '@tensorflow/tfjs-core';
import type { GradientCase } from './gradient-case.ts';

const [rows, columns] = [3, 4];
const at = (values: number[] | undefined, index: number) => values?.[index] ?? Number.NaN;
const indices = Array.from({ length: rows * columns }, (_, i) => i);
const columnSum = (x: number[], column: number) =>
  indices.filter((i) => i % columns === column).reduce((sum, i) => sum + at(x, i), 0);

function single(name: string, run: (x: number) => number, onEngine: GradientCase['run']): GradientCase {
  return { name, shapes: [[rows, columns]], run: onEngine, reference: ([x = []]) => x.map(run) };
}

/** The plain operations that layers go through on the tape between those with gradients of their own. */
export const tapeCases: GradientCase[] = [
  single(
    'square, log',
    (x) => Math.log(x * x + 1),
    (tf, [x]) => tf.log(tf.add(tf.square(x as Tensor), 1)),
  ),
  single(
    'square root',
    (x) => Math.sqrt(x * x + 1),
    (tf, [x]) => tf.sqrt(tf.add(tf.square(x as Tensor), 1)),
  ),
  single(
    '1 / root',
    (x) => 1 / Math.sqrt(x * x + 1),
    (tf, [x]) => tf.rsqrt(tf.add(tf.square(x as Tensor), 1)),
  ),
  single(
    'exp, neg',
    (x) => Math.exp(-x),
    (tf, [x]) => tf.exp(tf.neg(x as Tensor)),
  ),
  single('tanh', Math.tanh, (tf, [x]) => tf.tanh(x as Tensor)),
  single(
    'sigmoid',
    (x) => 1 / (1 + Math.exp(-x)),
    (tf, [x]) => tf.sigmoid(x as Tensor),
  ),
  single(
    'relu',
    (x) => Math.max(x, 0),
    (tf, [x]) => tf.relu(x as Tensor),
  ),
  single(
    'cast, clone',
    (x) => x,
    (tf, [x]) => tf.cast(tf.clone(x as Tensor), 'float32'),
  ),
  {
    name: 'sum and product, each with a row',
    shapes: [[rows, columns], [columns]],
    run: (tf, [x, row]) => tf.mul(tf.add(x as Tensor, row as Tensor), row as Tensor),
    reference: ([x, row]) => indices.map((i) => (at(x, i) + at(row, i % columns)) * at(row, i % columns)),
  },
  {
    name: 'difference and quotient, each with a column',
    shapes: [
      [rows, columns],
      [rows, 1],
    ],
    run: (tf, [x, column]) => {
      const above = tf.add(tf.square(column as Tensor), 1);
      return tf.div(tf.sub(x as Tensor, column as Tensor), above);
    },
    reference: ([x, column]) =>
      indices.map((i) => {
        const value = at(column, Math.floor(i / columns));
        return (at(x, i) - value) / (value * value + 1);
      }),
  },
  {
    name: 'transpose',
    shapes: [[rows, columns]],
    run: (tf, [x]) => tf.transpose(x as Tensor),
    reference: ([x]) => indices.map((i) => at(x, (i % rows) * columns + Math.floor(i / rows))),
  },
  {
    name: 'slice',
    shapes: [[rows, columns]],
    run: (tf, [x]) => tf.slice(x as Tensor, [1, 1], [2, 2]),
    reference: ([x]) => [5, 6, 9, 10].map((i) => at(x, i)),
  },
  {
    name: 'concat',
    shapes: [
      [rows, columns],
      [rows, 1],
    ],
    run: (tf, [x, column]) => tf.concat([x as Tensor, column as Tensor], -1),
    reference: ([x = [], column]) =>
      [0, 1, 2].flatMap((row) => [...x.slice(row * columns, (row + 1) * columns), at(column, row)]),
  },
  {
    name: 'sum of columns',
    shapes: [[rows, columns]],
    run: (tf, [x]) => tf.sum(x as Tensor, 0),
    reference: ([x = []]) => [0, 1, 2, 3].map((column) => columnSum(x, column)),
  },
  {
    name: 'mean of all, mean of columns',
    shapes: [[rows, columns]],
    run: (tf, [x]) => tf.mul(tf.mean(x as Tensor), tf.mean(x as Tensor, 0, true)),
    reference: ([x = []]) => {
      const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
      return [0, 1, 2, 3].map((column) => (mean * columnSum(x, column)) / rows);
    },
  },
  {
    name: 'products of blocks, both turned',
    shapes: [
      [2, 2, 3],
      [2, 2, 2],
    ],
    run: (tf, [a, b]) => tf.matMul(a as Tensor, b as Tensor, true, true),
    reference: ([a, b]) =>
      Array.from({ length: 12 }, (_, i) => {
        const [block, row, column] = [Math.floor(i / 6), Math.floor(i / 2) % 3, i % 2];
        return [0, 1].reduce((sum, k) => sum + at(a, block * 6 + k * 3 + row) * at(b, block * 4 + column * 2 + k), 0);
      }),
  },
];
