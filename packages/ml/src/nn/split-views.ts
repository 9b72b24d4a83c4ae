import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import { withGradients } from './with-gradient.ts';

/** Query, key and value of all heads. [batch, heads, time, headDim] each */
export interface Views {
  query: Tensor4D;
  key: Tensor4D;
  value: Tensor4D;
}

/**
 * Takes apart what one linear map made for query, key and value together, with one transposition there and one back.
 *
 * @param joint [batch · time, 3 · heads · headDim]
 */
export function splitViews(
  tf: TensorFlow,
  joint: Tensor,
  { batch, heads, headDim }: { batch: number; heads: number; headDim: number },
): Views {
  const time = (joint.shape[0] ?? 0) / batch;
  const shape: [number, number, number, number] = [batch, heads, time, headDim];
  const size = batch * heads * time * headDim;
  const [query, key, value] = withGradients<Tensor4D>(tf, {
    inputs: [joint],
    forward: () => {
      const apart = tf.transpose(tf.reshape(joint, [batch, time, 3, heads, headDim]), [2, 0, 3, 1, 4]);
      const flat = tf.reshape(apart, [3, size]);
      const values = [0, 1, 2].map((index) => tf.reshape(tf.slice(flat, [index, 0], [1, size]), shape) as Tensor4D);
      return { values, saved: [] };
    },
    backward: (gradients) => {
      const back = () => {
        const stacked = tf.concat(gradients, 0); // [3 · batch, heads, time, headDim]
        const apart = tf.reshape(stacked, [3, ...shape]);
        return tf.reshape(tf.transpose(apart, [1, 3, 0, 2, 4]), joint.shape);
      };
      return [back];
    },
  }) as [Tensor4D, Tensor4D, Tensor4D];
  return { query, key, value };
}
