import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { seededRandom } from '../random/seeded-random.ts';
import { withGradient } from './with-gradient.ts';

/**
 * Sets each number to 0 with probability `p` and divides the others by 1 − p (inverted dropout). The same `keys` drop the
 * same places on every engine.
 */
export function dropout<Value extends Tensor>(
  tf: TensorFlow,
  x: Value,
  { p, keys }: { p: number; keys: readonly number[] },
): Value {
  if (p <= 0) return x;
  return withGradient<Value>(tf, {
    inputs: [x],
    forward: () => {
      const mask = tf.tensor(keepMask(x.size, p, keys), x.shape);
      return { value: tf.mul(x, mask), saved: [mask] };
    },
    backward: (dy, [mask]) => [() => tf.mul(dy, mask as Tensor)],
  });
}

function keepMask(size: number, p: number, keys: readonly number[]): Float32Array {
  const random = seededRandom(...keys);
  const mask = new Float32Array(size);
  const kept = 1 / (1 - p);
  for (let i = 0; i < size; i++) mask[i] = random() < p ? 0 : kept;
  return mask;
}
