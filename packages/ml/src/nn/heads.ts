import type { Tensor, Tensor2D, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { withGradient } from './with-gradient.ts';

/** [batch, time, heads · headDim] → [batch, time, heads, headDim] */
export function splitHeads(tf: TensorFlow, x: Tensor, heads: number): Tensor4D {
  const [batch, time, size] = x.shape as [number, number, number];
  return tf.reshape(x, [batch, time, heads, size / heads]);
}

/** Puts the heads before the time, or the time before the heads. [batch, a, b, headDim] → [batch, b, a, headDim] */
export function swapHeads(tf: TensorFlow, x: Tensor4D): Tensor4D {
  const [batch, a, b, headDim] = x.shape;
  // Where one of the two is a single one, as in decoding, no value moves.
  if (a === 1 || b === 1) return tf.reshape(x, [batch, b, a, headDim]);
  return withGradient<Tensor4D>(tf, {
    inputs: [x],
    forward: () => ({ value: tf.transpose(x, [0, 2, 1, 3]), saved: [] }),
    backward: (dy) => [() => tf.transpose(dy, [0, 2, 1, 3])],
  });
}

/** [batch, heads, time, headDim] → [batch, time, heads · headDim] */
export function joinHeads(tf: TensorFlow, x: Tensor4D): Tensor3D {
  const [batch, heads, time, headDim] = x.shape;
  return tf.reshape(swapHeads(tf, x), [batch, time, heads * headDim]);
}

/** [batch · time, heads · headDim] → [batch, heads, time, headDim] */
export function rowsToHeads(
  tf: TensorFlow,
  rows: Tensor,
  { batch, heads }: { batch: number; heads: number },
): Tensor4D {
  const [count, size] = rows.shape as [number, number];
  const [time, headDim] = [count / batch, size / heads];
  if (time === 1) return tf.reshape(rows, [batch, heads, 1, headDim]);
  return withGradient<Tensor4D>(tf, {
    inputs: [rows],
    forward: () => ({ value: tf.transpose(tf.reshape(rows, [batch, time, heads, headDim]), [0, 2, 1, 3]), saved: [] }),
    backward: (dy) => [() => tf.reshape(tf.transpose(dy, [0, 2, 1, 3]), rows.shape)],
  });
}

/** [batch, heads, time, headDim] → [batch · time, heads · headDim] */
export function headsToRows(tf: TensorFlow, x: Tensor4D): Tensor2D {
  const [batch, heads, time, headDim] = x.shape;
  const shape: [number, number] = [batch * time, heads * headDim];
  if (time === 1) return tf.reshape(x, shape);
  return withGradient<Tensor2D>(tf, {
    inputs: [x],
    forward: () => ({ value: tf.reshape(tf.transpose(x, [0, 2, 1, 3]), shape), saved: [] }),
    backward: (dy) => [() => tf.transpose(tf.reshape(dy, [batch, time, heads, headDim]), [0, 2, 1, 3])],
  });
}
