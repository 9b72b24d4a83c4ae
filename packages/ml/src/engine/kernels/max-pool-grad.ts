import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine.ts';

interface PoolAttributes {
  filterSize: [number, number] | number;
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * The gradient of `maxPool`. Replaces the kernel of the wasm backend, whose search for the maximum starts at the
 * smallest positive float, so that a window of negative values gets no gradient.
 */
export function maxPoolGrad(tf: TensorFlow): KernelConfig {
  return {
    kernelName: tf.MaxPoolGrad,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend: untyped }) => {
      const backend = untyped as BackendWasm;
      const { dy, input } = inputs as { dy: TensorInfo; input: TensorInfo };
      const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as PoolAttributes;
      const shape = input.shape as [number, number, number, number];
      const pool = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
      const dx = backend.makeOutput(input.shape, 'float32');
      sendToMaxima(pool, {
        x: backend.typedArrayFromHeap(input) as Float32Array,
        dy: backend.typedArrayFromHeap(dy) as Float32Array,
        dx: backend.typedArrayFromHeap(dx).fill(0) as Float32Array,
      });
      return dx;
    },
  };
}

/** Adds each value of `dy` to the first maximum of its window. All [batch, height, width, channels]. */
function sendToMaxima(pool: backend_util.Conv2DInfo, { x, dy, dx }: Record<'x' | 'dy' | 'dx', Float32Array>): void {
  const channels = pool.inChannels;
  let out = 0;
  for (let image = 0; image < pool.batchSize; image++) {
    const first = image * pool.inHeight * pool.inWidth * channels;
    for (let outRow = 0; outRow < pool.outHeight; outRow++) {
      const top = outRow * pool.strideHeight - pool.padInfo.top;
      const rows = { from: Math.max(top, 0), to: Math.min(top + pool.filterHeight, pool.inHeight) };
      for (let outColumn = 0; outColumn < pool.outWidth; outColumn++) {
        const left = outColumn * pool.strideWidth - pool.padInfo.left;
        const columns = { from: Math.max(left, 0), to: Math.min(left + pool.filterWidth, pool.inWidth) };
        for (let channel = 0; channel < channels; channel++, out++) {
          const at = findMaximum(x, pool, { origin: first + channel, rows, columns });
          if (at >= 0) dx[at] = (dx[at] as number) + (dy[out] as number);
        }
      }
    }
  }
}

interface Range {
  from: number;
  to: number;
}

interface PoolWindow {
  /** The index of the image's first value of this channel. */
  origin: number;
  rows: Range;
  columns: Range;
}

/** The index of the first maximum of the window, or -1 when the window lies in the padding. */
function findMaximum(x: Float32Array, pool: backend_util.Conv2DInfo, { origin, rows, columns }: PoolWindow) {
  let best = Number.NEGATIVE_INFINITY;
  let at = -1;
  for (let row = rows.from; row < rows.to; row++) {
    for (let column = columns.from; column < columns.to; column++) {
      const index = origin + (row * pool.inWidth + column) * pool.inChannels;
      const value = x[index] as number;
      if (value > best || at < 0) {
        best = value;
        at = index;
      }
    }
  }
  return at;
}
