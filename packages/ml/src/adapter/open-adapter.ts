import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import type { Adapter, LoraPair } from '../nn/scope.ts';
import { type AdapterBase, fitAdapter } from './fit-adapter.ts';
import type { PeftAdapter } from './peft-adapter.ts';

/**
 * Puts an adapter on the engine, for a scope to compute with. The caller owns its tensors (`disposeAdapter`).
 *
 * @throws AppError `invalid_file` when the adapter is for another base model: the module, what is expected, what is found.
 */
export function openAdapter(tf: TensorFlow, adapter: PeftAdapter, base: AdapterBase): Adapter {
  const fitted = fitAdapter(adapter, base);
  const pairs = new Map<string, LoraPair>();
  for (const [module, { a, b, rank, in: inSize, out, scale }] of fitted.pairs)
    pairs.set(module, { a: tf.tensor2d(a, [rank, inSize]), b: tf.tensor2d(b, [out, rank]), scale });
  const saved = new Map<string, Tensor>();
  for (const [name, { values, shape }] of fitted.saved) saved.set(name, tf.tensor(values, shape, 'float32'));
  return { pairs, saved };
}

export function adapterTensors(adapter: Adapter | undefined): Tensor[] {
  if (adapter === undefined) return [];
  return [...[...adapter.pairs.values()].flatMap(({ a, b }) => [a, b]), ...adapter.saved.values()];
}

export function disposeAdapter(tf: TensorFlow, adapter: Adapter): void {
  tf.dispose(adapterTensors(adapter));
}
