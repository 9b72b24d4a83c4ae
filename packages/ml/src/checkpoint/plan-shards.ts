import type { TensorToWrite } from '../weights/tensor-to-write.ts';
import { sizeOf } from '../weights/write-tensors.ts';

/** Parts a model's tensors, in their order, into files of at most `bytesMax`; a larger tensor gets a file of its own. */
export function planShards<Tensor extends Pick<TensorToWrite, 'shape' | 'dtype'>>(
  tensors: readonly Tensor[],
  bytesMax: number,
): Tensor[][] {
  const shards: Tensor[][] = [[]];
  let bytes = 0;
  for (const tensor of tensors) {
    const size = sizeOf(tensor);
    if (bytes > 0 && bytes + size > bytesMax) {
      shards.push([]);
      bytes = 0;
    }
    shards.at(-1)?.push(tensor);
    bytes += size;
  }
  return shards;
}
