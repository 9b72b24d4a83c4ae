import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine.ts';

/** Runs another wasm kernel from inside a kernel: no tape, no tidy. The caller frees the result by `disposeData`. */
export function runKernel(
  tf: TensorFlow,
  kernelName: string,
  call: { inputs: Record<string, TensorInfo>; attrs: NamedAttrMap; backend: BackendWasm },
): TensorInfo {
  return tf.getKernel(kernelName, 'wasm').kernelFunc(call) as TensorInfo;
}
