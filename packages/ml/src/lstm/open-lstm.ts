import type { Engine } from '../engine/engine.ts';
import type { Lstm } from './lstm.ts';
import { nativeLstm } from './native-lstm.ts';
import { wasmLstm } from './wasm-lstm.ts';

/** The LSTM that this engine runs fastest. Both compute the same to 1e-4, gradients included. */
export function openLstm({ name, tf }: Engine): Lstm {
  return name === 'wasm' ? wasmLstm(tf) : nativeLstm(tf);
}
