import type { Tensor } from '@tensorflow/tfjs-core';
import type { WeightSource } from './weight-source.ts';

/**
 * Tensors on the engine as a source of float32 weights, for `exportCheckpoint`. A tensor that stands under several names
 * (a tied head) is given under the first. The tensors stay their owner's; closing does nothing.
 */
export function tensorSource(weights: ReadonlyMap<string, Tensor>): WeightSource {
  const seen = new Set<Tensor>();
  const byName = new Map<string, Tensor>();
  for (const [name, tensor] of weights) {
    if (!seen.has(tensor)) byName.set(name, tensor);
    seen.add(tensor);
  }
  const tensors = [...byName].map(([name, { shape }]) => ({ name, shape, dtype: 'F32' as const }));
  const read = async (name: string) => {
    const tensor = byName.get(name);
    if (tensor === undefined) throw new RangeError(`there is no ${name}`);
    return Float32Array.from(await tensor.data());
  };
  return {
    tensors,
    metadata: {},
    find: (name) => tensors.find((one) => one.name === name),
    readFloat32: read,
    readBytes: async (name) => new Uint8Array((await read(name)).buffer),
    close: () => Promise.resolve(),
  };
}
