import type { Tensor } from '@tensorflow/tfjs-core';
import type { Scope } from './scope.ts';
import { withGradient } from './with-gradient.ts';

/**
 * (x − mean(x)) / √(var(x) + ε) · weight + bias over the last axis (Ba, Kiros and Hinton 2016). With r = 1 / √(var(x) + ε),
 * x̂ the normed x, g = dy · weight: dx = r · (g − mean(g) − x̂ · mean(g · x̂)).
 *
 * @param x [..., size], with `<module>.weight` and `<module>.bias` [size]
 */
export function layerNorm<Value extends Tensor>(
  { tf, weight: find }: Scope,
  x: Value,
  { module, epsilon }: { module: string; epsilon: number },
): Value {
  const weight = find(`${module}.weight`);
  const bias = find(`${module}.bias`);
  return withGradient<Value>(tf, {
    inputs: [x, weight, bias],
    forward: () => {
      const centred = tf.sub(x, tf.mean(x, -1, true)); // [..., size]
      const r = tf.rsqrt(tf.add(tf.mean(tf.square(centred), -1, true), epsilon)); // [..., 1]
      const xHat = tf.mul(centred, r); // [..., size]
      return { value: tf.add(tf.mul(xHat, weight), bias), saved: [r, xHat, weight] };
    },
    backward: (dy, saved) => {
      const [r, xHat, weight] = saved as [Tensor, Tensor, Tensor];
      const forX = () => {
        const g = tf.mul(dy, weight); // [..., size]
        const along = tf.mul(xHat, tf.mean(tf.mul(g, xHat), -1, true)); // [..., size]
        return tf.mul(tf.sub(tf.sub(g, tf.mean(g, -1, true)), along), r);
      };
      const outer = dy.shape.map((_, axis) => axis).slice(0, -1);
      return [forX, () => tf.sum(tf.mul(dy, xHat), outer), () => tf.sum(dy, outer)];
    },
  });
}
