import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';

export type Pooling = 'mean' | 'max' | 'last';

export interface Pooled {
  value: Tensor2D; // [batch, units]
  backward(gradient: Tensor2D): Tensor3D; // [time, batch, units]
}

/** Which step of which row counts, by the pooling. Padding counts for nothing. */
export function poolingWeights(pooling: Pooling, lengths: Int32Array, time: number): Float32Array {
  const size = lengths.length;
  const weights = new Float32Array(time * size); // [time, batch]
  lengths.forEach((length, column) => {
    const from = pooling === 'last' ? length - 1 : 0;
    for (let t = from; t < length; t++) weights[t * size + column] = pooling === 'mean' ? 1 / length : 1;
  });
  return weights;
}

/** Far below any output of an LSTM, which lies in (−1, 1). */
const hidden = 4;

/** One vector per row from its outputs over time. Call inside `tf.tidy`. `weights` are `poolingWeights` [time, batch, 1]. */
export function poolTime(
  tf: TensorFlow,
  output: Tensor3D,
  { pooling, weights }: { pooling: Pooling; weights: Tensor3D },
): Pooled {
  if (pooling !== 'max')
    return {
      value: tf.sum(tf.mul(output, weights), 0) as Tensor2D,
      backward: (gradient) => tf.mul(gradient, weights) as Tensor3D,
    };
  const shown: Tensor = tf.add(output, tf.mul(tf.sub(weights, 1), hidden)); // padding lies below −3
  const value = tf.max(shown, 0) as Tensor2D;
  return {
    value,
    // Steps that tie share it.
    backward: (gradient) => {
      const isHighest = tf.cast(tf.equal(shown, value), 'float32');
      return tf.mul(isHighest, tf.div(gradient, tf.sum(isHighest, 0))) as Tensor3D;
    },
  };
}
