import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { backend_util, KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine.ts';
import { runKernel } from './run-kernel.ts';
import { dropView, viewPart } from './tensor-view.ts';

interface ConvAttributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | backend_util.ExplicitPadding;
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  filterShape: [number, number, number, number];
}

/** What the unrolled windows of one step may take. They are as large as the input times the filter's area. */
const windowBytesMax = 8 << 20;

/**
 * The gradient of `conv2d` for its filter, which the wasm backend lacks: for each image or few, unroll the windows
 * of `x` into a matrix, then dW += dyᵀ · windows. All steps share one buffer.
 */
export function conv2dBackpropFilter(tf: TensorFlow): KernelConfig {
  return {
    kernelName: tf.Conv2DBackpropFilter,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend: untyped }) => {
      const backend = untyped as BackendWasm;
      const { x, dy } = inputs as { x: TensorInfo; dy: TensorInfo };
      const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as ConvAttributes;
      if (dataFormat !== 'NHWC') throw new Error(`Conv2DBackpropFilter on wasm takes NHWC, not ${dataFormat}`);
      const shape = x.shape as [number, number, number, number];
      const conv = tf.backend_util.computeConv2DInfo(shape, filterShape, strides, 1, pad, dimRoundingMode);
      const gradient = sumOverImages(tf, backend, { conv, x, dy }); // [out, height·width·in]
      const turned = runKernel(tf, tf.Transpose, { inputs: { x: gradient }, backend, attrs: { perm: [1, 0] } });
      backend.disposeData(gradient.dataId);
      return { ...turned, shape: filterShape };
    },
  };
}

interface Sides {
  conv: backend_util.Conv2DInfo;
  x: TensorInfo; // [batch, height, width, in]
  dy: TensorInfo; // [batch, outHeight, outWidth, out]
}

/** [out, height · width · in] */
function sumOverImages(tf: TensorFlow, backend: BackendWasm, { conv, x, dy }: Sides) {
  const pixels = conv.outHeight * conv.outWidth;
  const windowSize = conv.filterHeight * conv.filterWidth * conv.inChannels;
  const imagesMax = Math.max(1, Math.min(conv.batchSize, Math.floor(windowBytesMax / (pixels * windowSize * 4))));
  const windows = backend.makeOutput([imagesMax * pixels, windowSize], 'float32');
  let sum: TensorInfo | undefined;
  for (let image = 0; image < conv.batchSize; image += imagesMax) {
    const rows = Math.min(imagesMax, conv.batchSize - image) * pixels;
    const source = backend.typedArrayFromHeap(x).subarray(image * conv.inHeight * conv.inWidth * conv.inChannels);
    unrollWindows(
      conv,
      source as Float32Array,
      (backend.typedArrayFromHeap(windows) as Float32Array).subarray(0, rows * windowSize),
    );
    const a = viewPart(backend, dy, { start: image * pixels * conv.outChannels, shape: [rows, conv.outChannels] });
    const b = viewPart(backend, windows, { start: 0, shape: [rows, windowSize] });
    const attrs = { transposeA: true, transposeB: false };
    const part = runKernel(tf, tf.BatchMatMul, { inputs: { a, b }, backend, attrs });
    for (const view of [a, b]) dropView(backend, view);
    sum = sum === undefined ? part : addAndFree(tf, backend, { a: sum, b: part });
  }
  backend.disposeData(windows.dataId);
  if (sum === undefined) throw new Error('Conv2DBackpropFilter needs at least one image');
  return sum;
}

function addAndFree(tf: TensorFlow, backend: BackendWasm, inputs: Record<'a' | 'b', TensorInfo>): TensorInfo {
  const sum = runKernel(tf, tf.Add, { inputs, backend, attrs: {} });
  for (const part of [inputs.a, inputs.b]) backend.disposeData(part.dataId);
  return sum;
}

/** One row per output pixel: the values under the filter, zero where it reaches over the edge. */
function unrollWindows(conv: backend_util.Conv2DInfo, x: Float32Array, windows: Float32Array): void {
  const rows = windows.length / (conv.filterHeight * conv.filterWidth * conv.inChannels);
  const { inHeight, inWidth, inChannels, outWidth, outHeight, filterHeight, filterWidth } = conv;
  let to = 0;
  for (let row = 0; row < rows; row++) {
    const pixel = row % (outHeight * outWidth);
    const image = (row - pixel) / (outHeight * outWidth);
    const top = Math.floor(pixel / outWidth) * conv.strideHeight - conv.padInfo.top;
    const left = (pixel % outWidth) * conv.strideWidth - conv.padInfo.left;
    for (let y = top; y < top + filterHeight; y++) {
      const line = (image * inHeight + y) * inWidth;
      const isInside = y >= 0 && y < inHeight;
      for (let column = left; column < left + filterWidth; column++) {
        const from = isInside && column >= 0 && column < inWidth ? (line + column) * inChannels : -1;
        for (let channel = 0; channel < inChannels; channel++)
          windows[to++] = from < 0 ? 0 : (x[from + channel] as number);
      }
    }
  }
}
