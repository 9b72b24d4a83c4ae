import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';

/** What stands for the whole text or image: `[CLS]`, `<s>`. [batch, time, hidden] → [batch, hidden] */
export function firstToken(tf: TensorFlow, hidden: Tensor3D): Tensor2D {
  const [batch, , size] = hidden.shape;
  return tf.reshape(tf.slice(hidden, [0, 0, 0], [batch, 1, size]), [batch, size]);
}
