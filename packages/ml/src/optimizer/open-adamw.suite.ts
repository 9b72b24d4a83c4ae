import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { readSafetensors } from '../weights/read-safetensors.ts';
import { writeTensors } from '../weights/write-tensors.ts';
import { type AdamW, openAdamW } from './open-adamw.ts';

const parameters = [
  { name: 'w', shape: [2, 2], isDecayed: true },
  { name: 'v', shape: [3], isDecayed: true },
  { name: 'bias', shape: [2], isDecayed: false },
];
const rate = { learningRate: 0.05, weightDecay: 0.1 };

async function openValues(open: () => Promise<Engine>) {
  const { tf } = await open();
  const values = new Map<string, Tensor>([
    ['w', tf.tensor2d([1, -2, 3, 0.5], [2, 2])],
    ['v', tf.tensor1d([0.1, 0.2, 0.3])],
    ['bias', tf.tensor1d([4, 5])],
  ]);
  const gradients = (step: number) =>
    new Map<string, Tensor>([
      ['w', tf.tensor2d([0.3, -0.1, 0.2 * step, 1], [2, 2])],
      ['v', tf.tensor1d([1, -1, 0.5 * step])],
      ['bias', tf.tensor1d([0.7, -0.7])],
    ]);
  const read = () => [...values.values()].flatMap((value) => [...value.dataSync()]);
  return { tf, values, gradients, read };
}

/** PyTorch's AdamW written out in float64, one number at a time. */
function expected(clipNorm: number, steps: number): number[] {
  const start = [1, -2, 3, 0.5, 0.1, 0.2, 0.3, 4, 5];
  const state = start.map((value) => ({ value, m: 0, v: 0 }));
  for (let step = 1; step <= steps; step++) {
    const raw = [0.3, -0.1, 0.2 * step, 1, 1, -1, 0.5 * step, 0.7, -0.7];
    const norm = Math.hypot(...raw);
    state.forEach((one, i) => {
      const g = (raw[i] ?? 0) * Math.min(1, clipNorm / (norm + 1e-6));
      if (i < 7) one.value *= 1 - rate.learningRate * rate.weightDecay;
      one.m = 0.9 * one.m + 0.1 * g;
      one.v = 0.999 * one.v + 0.001 * g * g;
      const denominator = Math.sqrt(one.v) / Math.sqrt(1 - 0.999 ** step) + 1e-8;
      one.value -= ((rate.learningRate / (1 - 0.9 ** step)) * one.m) / denominator;
    });
  }
  return state.map(({ value }) => value);
}

async function readBack(adamW: AdamW): Promise<NamedWeights[]> {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'modelmint-adamw-')), 'optimizer.safetensors');
  await writeTensors(file, adamW.toWrite());
  return await readSafetensors(file);
}

/** What AdamW over groups must satisfy; each engine's test file runs it. */
export function testAdamW(open: () => Promise<Engine>): void {
  it.each([0.5, 100])('steps groups as PyTorch steps each parameter, with the norm clipped to %d', async (clipNorm) => {
    const { tf, values, gradients, read } = await openValues(open);
    const adamW = openAdamW(tf, parameters);
    for (let step = 1; step <= 6; step++) {
      const norm = adamW.step({ values, gradients: gradients(step), step, clipNorm, ...rate });
      expect(norm).toBeCloseTo(Math.hypot(0.3, 0.1, 0.2 * step, 1, 1, 1, 0.5 * step, 0.7, 0.7), 5);
    }
    for (const [i, value] of expected(clipNorm, 6).entries()) expect(read()[i]).toBeCloseTo(value, 5);
    expect(values.get('w')?.shape).toEqual([2, 2]);
  });

  it('goes on bit for bit from what it wrote, and holds no tensor too many', async () => {
    const whole = await openValues(open);
    const adamW = openAdamW(whole.tf, parameters);
    const cut = await openValues(open);
    const first = openAdamW(cut.tf, parameters);
    for (let step = 1; step <= 5; step++)
      adamW.step({ values: whole.values, gradients: whole.gradients(step), step, clipNorm: 1, ...rate });
    for (let step = 1; step <= 2; step++)
      first.step({ values: cut.values, gradients: cut.gradients(step), step, clipNorm: 1, ...rate });
    const before = cut.tf.memory().numTensors;
    const second = openAdamW(cut.tf, parameters, await readBack(first));
    first.dispose();
    for (let step = 3; step <= 5; step++)
      second.step({ values: cut.values, gradients: cut.gradients(step), step, clipNorm: 1, ...rate });
    expect(cut.read()).toEqual(whole.read());
    expect(cut.tf.memory().numTensors).toBe(before);
  });

  it('leaves the values alone when a gradient is not finite, and says so', async () => {
    const { tf, values, gradients, read } = await openValues(open);
    const before = read();
    const bad = gradients(1).set('bias', tf.tensor1d([Number.NaN, 1]));
    const norm = openAdamW(tf, parameters).step({ values, gradients: bad, step: 1, clipNorm: 1, ...rate });
    expect(norm).toBeNaN();
    expect(read()).toEqual(before);
  });
}
