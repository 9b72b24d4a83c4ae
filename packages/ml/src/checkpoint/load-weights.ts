import type { Tensor } from '@tensorflow/tfjs-core';
import type { ParameterLayout } from '../architectures/architecture.ts';
import type { TensorFlow } from '../engine/engine.ts';
import type { WeightSource } from '../weights/weight-source.ts';
import { matchWeights } from './match-weights.ts';

/** Memory that float32 tensors take; a tied one is to be named once. */
export function bytesOf(tensors: Iterable<Tensor>): number {
  let size = 0;
  for (const tensor of tensors) size += tensor.size;
  return size * Float32Array.BYTES_PER_ELEMENT;
}

/**
 * Reads the parameters of a layout as float32 tensors, one at a time, by the layout's names. A tied parameter is the same
 * tensor as the one that it is tied to; an optional one that the files lack is left out. The caller owns the tensors.
 *
 * @throws AppError `invalid_file` when a parameter is missing or has another shape; nothing is left on the engine then.
 */
export async function loadWeights(
  tf: TensorFlow,
  source: WeightSource,
  layout: readonly ParameterLayout[],
): Promise<Map<string, Tensor>> {
  const { stored } = matchWeights(source, layout);
  const weights = new Map<string, Tensor>();
  try {
    for (const [name, { name: storedName, shape }] of stored)
      weights.set(name, tf.tensor(await source.readFloat32(storedName), [...shape], 'float32'));
  } catch (error) {
    tf.dispose([...weights.values()]);
    throw error;
  }
  for (const { name, tiedTo } of layout) {
    const tensor = tiedTo === undefined ? undefined : weights.get(tiedTo);
    if (tensor !== undefined) weights.set(name, tensor);
  }
  return weights;
}
