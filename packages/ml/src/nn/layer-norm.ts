import type { Tensor } from '@tensorflow/tfjs-core';
import { inTurn } from './in-turn.ts';
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
      const r = inTurn(
        centred,
        (centred) => tf.square(centred),
        (square) => tf.mean(square, -1, true),
        (variance) => tf.add(variance, epsilon),
        (shifted) => tf.rsqrt(shifted),
      ); // [..., 1]
      const xHat = tf.mul(centred, r); // [..., size]
      centred.dispose();
      const value = inTurn(
        xHat,
        (xHat) => tf.mul(xHat, weight),
        (scaled) => tf.add(scaled, bias),
      ) as Value;
      return { value, saved: [r, xHat, weight] };
    },
    backward: (dy, saved) => {
      const [r, xHat, weight] = saved as [Tensor, Tensor, Tensor];
      const forX = () => {
        const g = tf.mul(dy, weight); // [..., size]
        const along = inTurn(
          g,
          (g) => tf.mul(g, xHat),
          (product) => tf.mean(product, -1, true),
          (mean) => tf.mul(xHat, mean),
        ); // [..., size]
        const found = inTurn(
          g,
          (g) => tf.sub(g, tf.mean(g, -1, true)),
          (rest) => tf.sub(rest, along),
          (rest) => tf.mul(rest, r),
        );
        tf.dispose([g, along]);
        return found;
      };
      const outer = dy.shape.map((_, axis) => axis).slice(0, -1);
      return [forX, () => tf.sum(tf.mul(dy, xHat), outer), () => tf.sum(dy, outer)];
    },
  });
}
