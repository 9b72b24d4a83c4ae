import { fromFloat32 } from './from-float32.ts';
import type { NamedWeights } from './named-weights.ts';
import type { Dtype } from './weight-source.ts';
import { writeTensors } from './write-tensors.ts';

export interface WriteSafetensorsOptions {
  metadata?: Readonly<Record<string, string>>;
  /** What the values are stored as. Default: F32 */
  dtype?: Dtype;
}

/**
 * Writes weights in the given order. The file gets its name when all of it is on the disk.
 *
 * @throws RangeError when two weights share a name, or one has other values than its shape or `dtype` can hold.
 */
export async function writeSafetensors(
  file: string,
  weights: readonly NamedWeights[],
  { metadata, dtype = 'F32' }: WriteSafetensorsOptions = {},
): Promise<void> {
  const tensors = weights.map(({ name, shape, values }) => ({
    name,
    shape,
    dtype,
    readBytes: () => fromFloat32(values, dtype),
  }));
  await writeTensors(file, tensors, metadata);
}
