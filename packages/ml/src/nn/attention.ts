import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { withGradient } from './with-gradient.ts';

export interface AttentionInput {
  query: Tensor4D; // [batch, heads, time, headDim]
  /** Heads of queries share those of keys in equal groups of neighbours (Ainslie et al. 2023). */
  key: Tensor4D; // [batch, kvHeads, seen, headDim]
  value: Tensor4D; // [batch, kvHeads, seen, headDim]
  /** Added to the scores; no gradient flows into it. [batch or 1, 1, time, seen] */
  mask: Tensor4D | null;
  /** Default: 1 / √headDim. */
  scale?: number;
}

type Shape = [number, number, number, number];

/**
 * softmax(scale · query · keyᵀ + mask) · value, with one product for all heads and one softmax (Vaswani et al. 2017).
 *
 * @returns [batch, heads, time, headDim]
 */
export function attention(tf: TensorFlow, { query, key, value, mask, scale }: AttentionInput): Tensor4D {
  const [batch, heads, time, headDim] = query.shape;
  const [, kvHeads, seen] = key.shape;
  const factor = scale ?? 1 / Math.sqrt(headDim);
  // Queries that share a head of keys are more rows of the same product.
  const grouped: Shape = [batch, kvHeads, (heads / kvHeads) * time, headDim];
  return withGradient<Tensor4D>(tf, {
    inputs: [query, key, value],
    forward: () => {
      const rows = shaped(tf, factor === 1 ? query : tf.mul(query, factor), grouped);
      const products = tf.matMul(rows, key, false, true); // [batch, kvHeads, group · time, seen]
      // One row of a mask serves all queries of a group, however they are shaped.
      const perHead: Shape = time === 1 ? [batch, kvHeads, heads / kvHeads, seen] : [batch, heads, time, seen];
      const scores = mask === null ? products : tf.add<Tensor4D>(shaped(tf, products, perHead), mask);
      const shares = shaped(tf, tf.softmax(scores), [batch, kvHeads, grouped[2], seen]);
      const out = tf.matMul(shares, value); // [batch, kvHeads, group · time, headDim]
      return { value: shaped(tf, out, query.shape), saved: [rows, key, value, shares, out] };
    },
    backward: (dy, saved) => {
      const [rows, key, value, shares, out] = saved as [Tensor4D, Tensor4D, Tensor4D, Tensor4D, Tensor4D];
      const dOut = shaped(tf, dy, grouped);
      // The gradient of a softmax needs Σ dShares · shares, which is Σ dOut · out (Dao et al. 2022).
      const dScores = tf.tidy(() => {
        const along = tf.sum(tf.mul(dOut, out), -1, true); // [batch, kvHeads, group · time, 1]
        return tf.mul<Tensor4D>(tf.sub(tf.matMul(dOut, value, false, true), along), shares);
      });
      return [
        () => shaped(tf, tf.mul<Tensor4D>(tf.matMul(dScores, key), factor), query.shape),
        () => tf.matMul(dScores, rows, true),
        () => tf.matMul(shares, dOut, true),
      ];
    },
  });
}

/** Each reshaping costs as much as a small product, so it is left out where nothing changes. */
function shaped(tf: TensorFlow, x: Tensor, shape: Shape): Tensor4D {
  return shape.every((size, axis) => size === x.shape[axis]) ? (x as Tensor4D) : tf.reshape(x, shape);
}
