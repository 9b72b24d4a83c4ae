import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { withGradient } from './with-gradient.ts';

/** Cosines and sines of each position's angles, one set for all layers of a forward pass. */
export interface RotaryTable {
  cos: Tensor4D; // [batch, 1, time, headDim]
  /** Negative in the first half, so that a rotation is x · cos + swapped halves · sin. */
  sin: Tensor4D; // [batch, 1, time, headDim]
}

/** Frequencies of the pairs of one head, and what the table is multiplied by (1 but for some kinds of scaling). */
export interface RotaryFrequencies {
  values: readonly number[]; // [headDim / 2]
}

export function rotaryTable(tf: TensorFlow, positions: Tensor2D, { values }: RotaryFrequencies): RotaryTable {
  const [batch, time] = positions.shape;
  return tf.tidy(() => {
    const flat = tf.cast(tf.reshape(positions, [batch, 1, time, 1]), 'float32');
    const angles = tf.mul(flat, tf.tensor1d([...values])); // [batch, 1, time, headDim / 2]
    const [cos, sin] = [tf.cos(angles), tf.sin(angles)];
    return { cos: tf.concat([cos, cos], -1) as Tensor4D, sin: tf.concat([tf.neg(sin), sin], -1) as Tensor4D };
  });
}

/**
 * Rotates each pair (x[i], x[i + headDim / 2]) by its position's angle (Su et al. 2021, in the halves of transformers'
 * `rotate_half`).
 *
 * @param x [batch, heads, time, headDim]
 */
export function rotary(tf: TensorFlow, x: Tensor4D, { cos, sin }: RotaryTable): Tensor4D {
  return withGradient<Tensor4D>(tf, {
    inputs: [x],
    forward: () => ({ value: tf.add(tf.mul(x, cos), tf.mul(swapHalves(tf, x), sin)), saved: [cos, sin] }),
    backward: (dy, saved) => {
      const [cos, sin] = saved as [Tensor4D, Tensor4D];
      return [() => tf.add(tf.mul(dy, cos), swapHalves(tf, tf.mul(dy, sin)))];
    },
  });
}

function swapHalves(tf: TensorFlow, x: Tensor): Tensor4D {
  const [batch, heads, time, headDim] = x.shape as [number, number, number, number];
  const halves = tf.reshape(x, [batch * heads * time, 2, headDim / 2]);
  return tf.reshape(tf.reverse(halves, 1), [batch, heads, time, headDim]);
}
