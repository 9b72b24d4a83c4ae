import { fromFloat32 } from '../weights/from-float32.ts';
import type { NamedWeights } from '../weights/named-weights.ts';
import type { WeightSource } from '../weights/weight-source.ts';

/** Weights in memory, as if they stood in a file as F32. */
export function inMemorySource(weights: readonly NamedWeights[]): WeightSource {
  const byName = new Map(weights.map((one) => [one.name, one]));
  const values = (name: string): Float32Array => {
    const found = byName.get(name);
    if (found === undefined) throw new RangeError(`there are no weights ${name}`);
    return found.values;
  };
  const tensors = weights.map(({ name, shape }) => ({ name, shape, dtype: 'F32' as const }));
  return {
    tensors,
    find: (name) => tensors.find((one) => one.name === name),
    readFloat32: async (name) => values(name),
    readBytes: async (name) => fromFloat32(values(name), 'F32'),
    metadata: {},
    close: async () => undefined,
  };
}
