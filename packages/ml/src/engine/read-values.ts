import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from './engine.ts';

/**
 * Computes a tensor and reads it into memory that the caller owns.
 *
 * The values must not be what `tf.tidy` returns: it looks for tensors in every element of an array that it is given, which
 * for the logits of a batch took longer than the model.
 */
export function readValues(tf: TensorFlow, compute: () => Tensor): Float32Array {
  const tensor = tf.tidy(compute);
  try {
    return tensor.dataSync<'float32'>();
  } finally {
    tf.dispose(tensor);
  }
}
