import type { Tensor } from '@tensorflow/tfjs-core';
import type { Scope } from './scope.ts';
import { withGradient } from './with-gradient.ts';

/**
 * x / √(mean(x²) + ε) · weight over the last axis (Zhang and Sennrich 2019). dx = r · (g − x̂ · mean(g · x̂)) with
 * r = 1 / √(mean(x²) + ε), x̂ = x · r, g = dy · weight.
 *
 * @param x [..., size], with the weight `<module>.weight` [size]
 */
export function rmsNorm<Value extends Tensor>(
  { tf, weight: find }: Scope,
  x: Value,
  { module, epsilon }: { module: string; epsilon: number },
): Value {
  const weight = find(`${module}.weight`);
  return withGradient<Value>(tf, {
    inputs: [x, weight],
    forward: () => {
      const r = tf.rsqrt(tf.add(tf.mean(tf.square(x), -1, true), epsilon)); // [..., 1]
      const xHat = tf.mul(x, r); // [..., size]
      return { value: tf.mul(xHat, weight), saved: [r, xHat, weight] };
    },
    backward: (dy, saved) => {
      const [r, xHat, weight] = saved as [Tensor, Tensor, Tensor];
      const forX = () => {
        const g = tf.mul(dy, weight); // [..., size]
        const mean = tf.mean(tf.mul(g, xHat), -1, true); // [..., 1]
        return tf.mul(tf.sub(g, tf.mul(xHat, mean)), r);
      };
      const outer = dy.shape.map((_, axis) => axis).slice(0, -1);
      return [forX, () => tf.sum(tf.mul(dy, xHat), outer)];
    },
  });
}
