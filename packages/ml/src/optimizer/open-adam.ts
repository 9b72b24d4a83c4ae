import type { TensorFlow } from '../engine/engine.ts';
import type { Adam } from './adam.ts';
import { nativeAdam } from './native-adam.ts';
import { plainAdam } from './plain-adam.ts';

/** The Adam that this engine runs fastest: fused it takes a third of the time, and no second copy of a value. */
export function openAdam(tf: TensorFlow): Adam {
  return tf.getBackend() === 'wasm' ? plainAdam(tf) : nativeAdam(tf);
}
