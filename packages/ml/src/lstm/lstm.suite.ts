import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { openLstm } from './open-lstm.ts';

interface Case {
  time: number;
  batch: number;
  input: number;
  hidden: number;
  /** How far the numbers spread: 6 drives the gates into saturation. */
  scale?: number;
}

const cases: Case[] = [
  { time: 1, batch: 1, input: 3, hidden: 2 },
  { time: 1, batch: 5, input: 4, hidden: 3 },
  { time: 7, batch: 3, input: 5, hidden: 4 },
  { time: 40, batch: 9, input: 16, hidden: 8 },
  { time: 12, batch: 4, input: 6, hidden: 5, scale: 6 },
  // Kernels large enough for a gradient that goes step by step.
  { time: 1, batch: 2, input: 40, hidden: 90 },
  { time: 9, batch: 3, input: 70, hidden: 80 },
];

/** What both ways of computing must satisfy; each engine's test file runs it. */
export function testLstm(open: () => Promise<Engine>): void {
  it.each(cases)('agrees with the formulas in float64, gradients included: %o', async (one) => {
    const { tf } = await open();
    const data = makeData(one);
    const expected = runReference(one, data);
    const start = tf.memory().numTensors;
    const run = openLstm(tf)(tf.tensor3d(data.x, [one.time, one.batch, one.input]), {
      kernel: tf.tensor2d(data.kernel, [one.input + one.hidden, 4 * one.hidden]),
      bias: tf.tensor2d(data.bias, [1, 4 * one.hidden]),
    });
    const gradients = run.backward(tf.tensor3d(data.dy, [one.time, one.batch, one.hidden]));
    expect(farthest(expected.output, run.output)).toBeLessThan(1e-4);
    expect(farthest(expected.cells, run.cells)).toBeLessThan(1e-4);
    expect(farthest(expected.dx, gradients.input)).toBeLessThan(1e-4);
    expect(farthest(expected.dKernel, gradients.kernel)).toBeLessThan(1e-4);
    expect(farthest(expected.dBias, gradients.bias)).toBeLessThan(1e-4);
    expect(gradients.kernel.shape).toEqual([one.input + one.hidden, 4 * one.hidden]);
    expect(gradients.bias.shape).toEqual([1, 4 * one.hidden]);
    run.dispose();
    tf.dispose([gradients as never, run.output]);
    expect(tf.memory().numTensors - start).toBe(4); // x, kernel, bias, dy
  });
}

function makeData({ time, batch, input, hidden, scale = 1 }: Case) {
  const random = seededRandom(11, time, hidden);
  const numbers = (count: number) => Array.from({ length: count }, () => Math.fround((random() * 2 - 1) * scale));
  return {
    x: numbers(time * batch * input),
    kernel: numbers((input + hidden) * 4 * hidden),
    bias: numbers(4 * hidden),
    dy: numbers(time * batch * hidden),
  };
}

const zeros = (count: number) => new Array<number>(count).fill(0);
const at = (values: number[], index: number) => values[index] ?? Number.NaN;

/** The steps of one row, forward: gates after σ and tanh, cell, output, and [x, h₋₁]. */
function runRow({ time, batch, input, hidden }: Case, data: ReturnType<typeof makeData>, row: number) {
  const { x, kernel, bias } = data;
  const steps: { a: number[]; c: number[]; h: number[]; from: number[] }[] = [];
  let [h, c] = [zeros(hidden), zeros(hidden)];
  for (let t = 0; t < time; t++) {
    const start = (t * batch + row) * input;
    const from = [...x.slice(start, start + input), ...h];
    const z = bias.map((b, column) =>
      from.reduce((sum, value, k) => sum + value * at(kernel, k * 4 * hidden + column), b),
    );
    const a = z.map((value, k) => (Math.floor(k / hidden) === 1 ? Math.tanh(value) : 1 / (1 + Math.exp(-value))));
    c = c.map((before, u) => at(a, 2 * hidden + u) * before + at(a, u) * at(a, hidden + u));
    h = c.map((cell, u) => at(a, 3 * hidden + u) * Math.tanh(cell));
    steps.push({ a, c, h, from });
  }
  return steps;
}

/** Plain loops in float64, one row and one unit at a time, by the chain rule. */
function runReference(one: Case, data: ReturnType<typeof makeData>) {
  const { time, batch, input, hidden } = one;
  const { x, kernel, bias, dy } = data;
  const add = (values: number[], index: number, value: number) => {
    values[index] = at(values, index) + value;
  };
  const [output, cells] = [zeros(time * batch * hidden), zeros(time * batch * hidden)];
  const [dx, dKernel, dBias] = [zeros(x.length), zeros(kernel.length), zeros(bias.length)];
  const width = 4 * hidden;
  for (let row = 0; row < batch; row++) {
    const steps = runRow(one, data, row);
    steps.forEach(({ h, c }, t) => {
      h.forEach((value, u) => {
        output[(t * batch + row) * hidden + u] = value;
        cells[(t * batch + row) * hidden + u] = at(c, u);
      });
    });
    let [dh, dc] = [zeros(hidden), zeros(hidden)];
    for (let t = time - 1; t >= 0; t--) {
      const now = steps[t];
      if (now === undefined) throw new Error('no such step');
      const cellBefore = steps[t - 1]?.c ?? zeros(hidden);
      const dz = zeros(width);
      for (let u = 0; u < hidden; u++) {
        const [i, g, f, o] = [0, 1, 2, 3].map((gate) => at(now.a, gate * hidden + u)) as [
          number,
          number,
          number,
          number,
        ];
        const tanhC = Math.tanh(at(now.c, u));
        const dOut = at(dh, u) + at(dy, (t * batch + row) * hidden + u);
        const dCell = at(dc, u) + dOut * o * (1 - tanhC ** 2);
        dz[u] = dCell * g * i * (1 - i);
        dz[hidden + u] = dCell * i * (1 - g ** 2);
        dz[2 * hidden + u] = dCell * at(cellBefore, u) * f * (1 - f);
        dz[3 * hidden + u] = dOut * tanhC * o * (1 - o);
        dc[u] = dCell * f;
      }
      dh = zeros(hidden);
      dz.forEach((value, column) => {
        add(dBias, column, value);
        now.from.forEach((source, k) => {
          add(dKernel, k * width + column, source * value);
          const back = value * at(kernel, k * width + column);
          if (k < input) add(dx, (t * batch + row) * input + k, back);
          else add(dh, k - input, back);
        });
      });
    }
  }
  return { output, cells, dx, dKernel, dBias };
}

/** The largest difference, relative to the largest expected value. */
function farthest(expected: number[], tensor: Tensor2D | Tensor3D): number {
  const actual = tensor.dataSync();
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const scale = Math.max(1e-6, ...expected.map(Math.abs));
  const worst = Math.max(...expected.map((value, i) => Math.abs(value - (actual[i] ?? Number.NaN))));
  return Number.isNaN(worst) ? Number.POSITIVE_INFINITY : worst / scale;
}
