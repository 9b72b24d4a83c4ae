import { expect, it } from 'vitest';
import { openWasmEngine } from '../engine/engines-to-test.ts';
import { type AdamSlot, clipScale, stepAdam } from './adam.ts';

/** The paper's form, in float64, with both corrections spelled out. */
function reference(start: number[], gradients: number[][], weightDecay: number): number[] {
  const learningRate = 0.01;
  return start.map((first, index) => {
    let [value, m, v] = [first, 0, 0];
    gradients.forEach((gradient, i) => {
      const g = gradient[index] ?? Number.NaN;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      const [mHat, vHat] = [m / (1 - 0.9 ** (i + 1)), v / (1 - 0.999 ** (i + 1))];
      value -= learningRate * weightDecay * value;
      value -= (learningRate * mHat) / (Math.sqrt(vHat) + 1e-8);
    });
    return value;
  });
}

it.each([0, 0.1])('follows the paper with weight decay %d', async (weightDecay) => {
  const { tf } = await openWasmEngine();
  const start = [1, -2, 0.5];
  const gradients = Array.from({ length: 20 }, (_, step) => start.map((_value, i) => Math.sin(step * 1.3 + i) + 0.2));
  let slot: AdamSlot = { value: tf.tensor1d(start), first: tf.zeros([3]), second: tf.zeros([3]) };
  for (const [i, gradient] of gradients.entries())
    slot = stepAdam(tf, slot, {
      gradient: tf.tensor1d(gradient),
      step: i + 1,
      learningRate: 0.01,
      weightDecay,
      scale: tf.scalar(1),
    });
  const expected = reference(start, gradients, weightDecay);
  for (const [i, value] of slot.value.dataSync().entries()) expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
});

it('clips by the norm of all gradients together, and leaves small ones alone', async () => {
  const { tf } = await openWasmEngine();
  const gradients = [tf.tensor1d([3, 0]), tf.tensor2d([[4]])]; // norm 5
  expect(clipScale(tf, gradients, 1).dataSync()[0]).toBeCloseTo(0.2, 5);
  expect(clipScale(tf, gradients, 10).dataSync()[0]).toBe(1);
  expect(clipScale(tf, [tf.zeros([2])], 1).dataSync()[0]).toBe(1);
});
