import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';

/** One layer's keys and values. [batch, kvHeads, time, headDim] each */
export interface KeysAndValues {
  key: Tensor4D;
  value: Tensor4D;
}

/** What was read before, then what is read now. */
export function joinCache(tf: TensorFlow, past: KeysAndValues | undefined, now: KeysAndValues): KeysAndValues {
  if (past === undefined) return now;
  return { key: tf.concat([past.key, now.key], 2), value: tf.concat([past.value, now.value], 2) };
}
