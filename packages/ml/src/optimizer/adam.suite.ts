import { expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { type AdamSlot, clipScale } from './adam.ts';
import { openAdam } from './open-adam.ts';

/** The paper's form, in float64, with both corrections spelled out. */
function reference(start: number[], gradients: number[][], { weightDecay, scale }: Settings): number[] {
  const learningRate = 0.01;
  return start.map((first, index) => {
    let [value, m, v] = [first, 0, 0];
    gradients.forEach((gradient, i) => {
      const g = (gradient[index] ?? Number.NaN) * scale;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      const [mHat, vHat] = [m / (1 - 0.9 ** (i + 1)), v / (1 - 0.999 ** (i + 1))];
      value -= learningRate * weightDecay * value;
      value -= (learningRate * mHat) / (Math.sqrt(vHat) + 1e-8);
    });
    return value;
  });
}

interface Settings {
  weightDecay: number;
  scale: number;
}

const cases: Settings[] = [
  { weightDecay: 0, scale: 1 },
  { weightDecay: 0.1, scale: 1 },
  { weightDecay: 0.1, scale: 0.25 },
  // Gradients so small that ε counts: a correction of ε left out would be seen.
  { weightDecay: 0, scale: 1e-8 },
];

/** What each way of computing it must satisfy; each engine's test file runs it. */
export function testAdam(open: () => Promise<Engine>): void {
  it.each(cases)('follows the paper: %o', async ({ weightDecay, scale }) => {
    const { tf } = await open();
    const before = tf.memory().numTensors;
    const start = [1, -2, 0.5];
    const gradients = Array.from({ length: 20 }, (_, step) => start.map((_value, i) => Math.sin(step * 1.3 + i) + 0.2));
    let slot: AdamSlot = { value: tf.tensor1d(start), first: tf.zeros([3]), second: tf.zeros([3]) };
    for (const [i, numbers] of gradients.entries()) {
      const gradient = tf.tensor1d(numbers);
      slot = openAdam(tf).step(slot, { gradient, step: i + 1, learningRate: 0.01, weightDecay, scale });
      tf.dispose(gradient);
    }
    const expected = reference(start, gradients, { weightDecay, scale });
    for (const [i, value] of slot.value.dataSync().entries()) expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 5);
    expect(tf.memory().numTensors - before).toBe(3);
    tf.dispose(slot as never);
  });

  it('leaves alone whatever else has the memory of a value: another tensor, and the array it came from', async () => {
    const { tf } = await open();
    const aligned = new Float32Array(new ArrayBuffer(1 << 16), 0, 4096).fill(1);
    const value = tf.tensor1d(aligned);
    const seen = tf.reshape(value, [64, 64]);
    const slot = { value, first: tf.zeros([4096]), second: tf.zeros([4096]) };
    const at = { gradient: tf.ones([4096]), step: 1, learningRate: 0.1, weightDecay: 0, scale: 1 };
    const stepped = openAdam(tf).step(slot, at);
    expect(stepped.value.dataSync()[7]).toBeCloseTo(0.9, 6);
    expect(seen.dataSync()[7]).toBe(1);
    expect(aligned[7]).toBe(1);
    const kept = tf.clone(stepped.value);
    const again = openAdam(tf).step(stepped, { ...at, step: 2 });
    expect(again.value.dataSync()[7]).toBeCloseTo(0.8, 6);
    expect(kept.dataSync()[7]).toBeCloseTo(0.9, 6);
    tf.dispose([seen, kept, at.gradient, again as never]);
  });

  it('clips by the norm of all gradients together, and leaves small ones alone', async () => {
    const { tf } = await open();
    const norm = openAdam(tf).norm([tf.tensor1d([3, 0]), tf.tensor2d([[4]])]);
    expect(norm).toBeCloseTo(5, 5);
    expect(clipScale(norm, 1)).toBeCloseTo(0.2, 5);
    expect(clipScale(norm, 10)).toBe(1);
    expect(openAdam(tf).norm([tf.zeros([2])])).toBe(0);
    expect(openAdam(tf).norm([tf.tensor1d([1, Number.NaN])])).toBeNaN();
  });
}
