import type { Tensor3D } from '@tensorflow/tfjs-core';
import { readValues } from '../engine/read-values.ts';
import type { GenerationModel } from './generation-model.ts';

/** Logits after the last column, one array per row, in a single read from the device. @param hidden [rows, time, hidden] */
export function lastLogits(model: GenerationModel, hidden: Tensor3D): Float32Array[] {
  const { tf } = model.scope;
  const [rows, time, size] = hidden.shape;
  const values = readValues(tf, () => model.logits(tf.slice(hidden, [0, time - 1, 0], [rows, 1, size]))); // [rows, 1, vocab]
  const vocab = values.length / rows;
  return Array.from({ length: rows }, (_, row) => values.subarray(row * vocab, (row + 1) * vocab));
}
