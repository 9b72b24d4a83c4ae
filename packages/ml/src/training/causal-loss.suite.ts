import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import type { Engine, TensorFlow } from '../engine/engine.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { causalLoss, type Head, type LossTargets } from './causal-loss.ts';

const [batch, time, size, vocabSize] = [2, 5, 3, 7];
const targets: LossTargets = {
  places: Int32Array.of(1, 3, 4, 8),
  labels: Int32Array.of(2, 0, 6, 6),
  weights: Float32Array.of(1, 0.5, 1, 2),
};

function draw(count: number, stream: number): number[] {
  const random = seededRandom(5, stream);
  return Array.from({ length: count }, () => (random() - 0.5) * 4);
}
const states = draw(batch * time * size, 1);
const matrix = draw(vocabSize * size, 2);

/** The definition, in float64, and slopes by small differences. */
function expectedLoss(hidden: number[], weight: number[], smoothing: number): number {
  let sum = 0;
  targets.places.forEach((place, i) => {
    const logits = Array.from({ length: vocabSize }, (_, k) =>
      Array.from({ length: size }, (_, j) => (hidden[place * size + j] ?? 0) * (weight[k * size + j] ?? 0)),
    ).map((products) => products.reduce((a, b) => a + b));
    const logSum = Math.log(logits.reduce((total, one) => total + Math.exp(one), 0));
    logits.forEach((logit, k) => {
      const target = (k === targets.labels[i] ? 1 - smoothing : 0) + smoothing / vocabSize;
      sum += (targets.weights[i] ?? 0) * target * (logSum - logit);
    });
  });
  return sum;
}

function slopes(values: number[], loss: (values: number[]) => number): number[] {
  return values.map((_, i) => {
    const at = (step: number) => loss(values.map((value, j) => (j === i ? value + step : value)));
    return (at(1e-5) - at(-1e-5)) / 2e-5;
  });
}

/** The loss over the positions that count, on one engine. */
export function testCausalLoss(open: () => Promise<Engine>): void {
  function run(tf: TensorFlow, options: { smoothing: number; logitsMax: number; isHeadTrained: boolean }) {
    const hidden = tf.tensor3d(states, [batch, time, size]);
    const weight = tf.tensor2d(matrix, [vocabSize, size]);
    const logits = (rows: Tensor2D): Tensor2D => tf.matMul(rows, weight, false, true);
    const head: Head = { logits, vocabSize, trained: options.isHeadTrained ? [weight] : [] };
    const { logitsMax, smoothing: labelSmoothing } = options;
    const inputs: Tensor[] = options.isHeadTrained ? [hidden, weight] : [hidden];
    const f = () => causalLoss(tf, hidden, { targets, head, labelSmoothing, logitsMax });
    const { value, grads } = tf.engine().gradients(f, inputs, tf.scalar(0.25));
    return [value, ...grads].map((one) => [...one.dataSync()]);
  }

  it.each([
    { smoothing: 0, logitsMax: 1000, isHeadTrained: false },
    { smoothing: 0, logitsMax: 14, isHeadTrained: true },
    { smoothing: 0.1, logitsMax: 1000, isHeadTrained: true },
    { smoothing: 0.1, logitsMax: 1, isHeadTrained: true },
  ])('has the value and the gradients of the definition: %o', async (options) => {
    const { tf } = await open();
    const before = tf.memory().numTensors;
    const [loss, forHidden, forWeight] = tf.tidy(() => run(tf, options) as never) as number[][];
    const { smoothing } = options;
    expect(loss?.[0]).toBeCloseTo(expectedLoss(states, matrix, smoothing), 4);
    const scaled = (hidden: number[], weight: number[]) => expectedLoss(hidden, weight, smoothing) / 4;
    slopes(states, (values) => scaled(values, matrix)).forEach((slope, i) => {
      expect(forHidden?.[i]).toBeCloseTo(slope, 4);
    });
    if (options.isHeadTrained)
      slopes(matrix, (values) => scaled(states, values)).forEach((slope, i) => {
        expect(forWeight?.[i]).toBeCloseTo(slope, 4);
      });
    expect(tf.memory().numTensors).toBe(before);
  });
}
