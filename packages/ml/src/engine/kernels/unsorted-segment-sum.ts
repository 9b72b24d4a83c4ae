import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine.ts';

/**
 * Sums the rows of `x` into the segments that `segmentIds` name: the gradient of `gather`, so of every embedding.
 * One pass over the rows, whatever the number of segments (the cpu backend makes one pass per segment).
 */
export function unsortedSegmentSum(tf: TensorFlow): KernelConfig {
  return {
    kernelName: tf.UnsortedSegmentSum,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend: untyped }) => {
      const backend = untyped as BackendWasm;
      const { x, segmentIds } = inputs as { x: TensorInfo; segmentIds: TensorInfo };
      const { numSegments } = attrs as { numSegments: number };
      const rowShape = x.shape.slice(segmentIds.shape.length);
      const out = backend.makeOutput([numSegments, ...rowShape], x.dtype);
      const rowSize = tf.util.sizeFromShape(rowShape);
      // The views come after the allocation: growing the heap detaches earlier ones.
      const sums = backend.typedArrayFromHeap(out).fill(0);
      addRows(backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(segmentIds), { sums, rowSize });
      return out;
    },
  };
}

type Numbers = ArrayLike<number>;

/** Ids outside [0, segments) are dropped, as TensorFlow drops negative ones. */
function addRows(
  rows: Numbers,
  segmentIds: Numbers,
  { sums, rowSize }: { sums: { [index: number]: number; length: number }; rowSize: number },
) {
  for (let row = 0; row < segmentIds.length; row++) {
    const from = row * rowSize;
    const to = (segmentIds[row] as number) * rowSize;
    if (to < 0 || to >= sums.length) continue;
    for (let i = 0; i < rowSize; i++) sums[to + i] = (sums[to + i] as number) + (rows[from + i] as number);
  }
}
