import type { TensorFlow } from '../engine.ts';
import { batchMatMul } from './batch-mat-mul.ts';
import { conv2dBackpropFilter } from './conv2d-backprop-filter.ts';
import { depthwiseConvBackpropFilter, depthwiseConvBackpropInput } from './depthwise-conv-backprop.ts';
import { maxPoolGrad } from './max-pool-grad.ts';
import { unsortedSegmentSum } from './unsorted-segment-sum.ts';

/**
 * Registers the kernels that the wasm backend lacks, gets wrong or runs slowly. Call once, after the backend is
 * ready: those that build on the stock kernel take it from the registry.
 */
export function registerWasmKernels(tf: TensorFlow): void {
  const own = [
    batchMatMul,
    conv2dBackpropFilter,
    depthwiseConvBackpropFilter,
    depthwiseConvBackpropInput,
    maxPoolGrad,
    unsortedSegmentSum,
  ];
  for (const make of own) {
    const kernel = make(tf);
    if (tf.getKernel(kernel.kernelName, 'wasm') !== undefined) tf.unregisterKernel(kernel.kernelName, 'wasm');
    tf.registerKernel(kernel);
  }
}
