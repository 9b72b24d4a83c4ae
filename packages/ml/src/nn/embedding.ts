import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { Scope } from './scope.ts';

/** The rows of `<module>.weight` [count, size] that `ids` name. [batch, time] → [batch, time, size] */
export function embedding({ tf, weight }: Scope, ids: Tensor2D, module: string): Tensor3D {
  return tf.gather(weight(`${module}.weight`), ids) as Tensor3D;
}
