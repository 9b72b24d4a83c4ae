import type { Tensor2D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { softmaxLoss } from '../fitting/softmax-loss.ts';
import { toTensor } from '../optimizer/adam-slots.ts';
import { seededRandom } from '../random/seeded-random.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import { makeBatch } from './make-batch.ts';
import { openNetwork } from './network.ts';
import { startParameters } from './parameters.ts';
import { toySpec } from './toy-rows.ts';

const rows = {
  count: 3,
  tokens: Int32Array.of(2, 3, 4, 5, 2, 6, 7, 2, 2),
  starts: Float64Array.of(0, 4, 5, 9),
  labels: Int32Array.of(1, 0, 2),
};
const batch = makeBatch(rows, Int32Array.of(0, 1, 2));

/** Nudges every parameter along a random direction and compares the loss's change with what the gradient predicts. */
export function testNetwork(open: () => Promise<Engine>): void {
  it.each([
    { pooling: 'max', isBidirectional: true, dropout: 0.3 },
    { pooling: 'max', isBidirectional: false, dropout: 0 },
    { pooling: 'mean', isBidirectional: true, dropout: 0 },
    { pooling: 'last', isBidirectional: true, dropout: 0.5 },
  ] as const)('has the gradients of its own loss: %o', async (part) => {
    const engine = await open();
    const { tf } = engine;
    const spec = { ...toySpec, embeddingSize: 8, hiddenSize: 8, ...part };
    const shape = { spec, words: 8, labels: 3 };
    const network = openNetwork(engine, shape);
    const random = seededRandom(17);
    const start = startParameters(shape).map((one) => ({
      ...one,
      values: one.values.map((v) => v * 2 + random() - 0.5),
    }));
    const before = tf.memory().numTensors;

    const run = (weights: NamedWeights[]) => {
      const parameters = new Map(weights.map((one) => [one.name, toTensor<Tensor2D>(tf, one)]));
      const pass = network.forward(parameters, batch, 1);
      return { pass, ...softmaxLoss(pass.logits.dataSync(), batch.labels, { classes: 3, labelSmoothing: 0.1 }) };
    };
    const gradients = tf.tidy(() => {
      const { pass, gradient } = run(start);
      const found = pass.backward(tf.tensor2d(gradient, [3, 3]) as Tensor2D);
      expect([...found.keys()].sort()).toEqual(start.map(({ name }) => name).sort());
      return start.map(({ name }) => found.get(name)?.dataSync() as Float32Array);
    });
    start.forEach((parameter, index) => {
      const direction = Float64Array.from(parameter.values, () => random() * 2 - 1);
      const lossAt = (by: number) => {
        const values = parameter.values.map((value, i) => value + by * (direction[i] ?? 0));
        return tf.tidy(() => run(start.with(index, { ...parameter, values })).loss);
      };
      const predicted = direction.reduce((sum, value, i) => sum + value * (gradients[index]?.[i] ?? Number.NaN), 0);
      const found = (lossAt(2e-3) - lossAt(-2e-3)) / 4e-3;
      expect(Math.abs(found - predicted), parameter.name).toBeLessThan(2e-3 + 0.01 * Math.abs(found));
    });
    expect(tf.memory().numTensors).toBe(before);
  });
}
