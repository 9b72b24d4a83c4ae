import type { TensorFlow } from '../engine/engine.ts';
import type { Lstm } from './lstm.ts';
import { nativeLstm } from './native-lstm.ts';
import { wasmLstm } from './wasm-lstm.ts';

/** The LSTM that this engine runs fastest. Both compute the same to 1e-4, gradients included. */
export function openLstm(tf: TensorFlow): Lstm {
  return tf.getBackend() === 'wasm' ? wasmLstm(tf) : nativeLstm(tf);
}
