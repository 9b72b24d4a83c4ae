import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine.ts';
import { matrixProduct } from './matrix-product.ts';
import { runKernel } from './run-kernel.ts';
import { dropView, viewPart } from './tensor-view.ts';

interface Attributes {
  transposeA: boolean;
  transposeB: boolean;
}

/** Below this many rows, packing the right-hand matrix for XNNPACK costs more than it saves. */
const packedRowsMin = 4;

/**
 * `matMul` for what the wasm backend runs in a scalar loop: batched and transposed products, so both products of
 * every gradient. It hands only a plain 2-D product to XNNPACK; here each block of a batch is one.
 */
export function batchMatMul(tf: TensorFlow): KernelConfig {
  const stock = tf.getKernel(tf.BatchMatMul, 'wasm');
  return {
    kernelName: tf.BatchMatMul,
    backendName: 'wasm',
    kernelFunc: (call) => {
      const backend = call.backend as BackendWasm;
      const { a, b } = call.inputs as { a: TensorInfo; b: TensorInfo };
      const { transposeA, transposeB } = call.attrs as unknown as Attributes;
      const rows = a.shape.at(transposeA ? -1 : -2) ?? 1;
      const blocksA = tf.util.sizeFromShape(a.shape.slice(0, -2));
      const blocksB = tf.util.sizeFromShape(b.shape.slice(0, -2));
      const isPlain = !transposeA && !transposeB && blocksA === 1 && blocksB === 1;
      const canPair = blocksA === blocksB || blocksA === 1 || blocksB === 1;
      const isFloat = a.dtype === 'float32' && b.dtype === 'float32';
      if (isPlain || !canPair || !isFloat || rows < packedRowsMin) return stock.kernelFunc(call);
      const left = transposeA ? transposeLast(tf, backend, a) : a;
      const right = transposeB ? transposeLast(tf, backend, b) : b;
      const out = multiplyBlocks(tf, backend, { a: left, b: right });
      if (transposeA) backend.disposeData(left.dataId);
      if (transposeB) backend.disposeData(right.dataId);
      return out;
    },
  };
}

/** Swaps the last two axes. The caller frees the result. */
function transposeLast(tf: TensorFlow, backend: BackendWasm, x: TensorInfo): TensorInfo {
  const axes = x.shape.map((_, axis) => axis);
  const perm = [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
  return runKernel(tf, tf.Transpose, { inputs: { x }, backend, attrs: { perm } });
}

/** [...outer, rows, inner] × [...outer, inner, columns], the outer sizes equal or 1 on one side. */
function multiplyBlocks(tf: TensorFlow, backend: BackendWasm, { a, b }: { a: TensorInfo; b: TensorInfo }): TensorInfo {
  const [rows, inner] = a.shape.slice(-2) as [number, number];
  const columns = b.shape.at(-1) ?? 1;
  const outerA = a.shape.slice(0, -2);
  const outerB = b.shape.slice(0, -2);
  const outer = tf.broadcast_util.assertAndGetBroadcastShape(outerA, outerB);
  const out = backend.makeOutput([...outer, rows, columns], 'float32');
  const stepA = tf.util.sizeFromShape(outerA) === 1 ? 0 : 1;
  const stepB = tf.util.sizeFromShape(outerB) === 1 ? 0 : 1;
  const multiply = matrixProduct(backend);
  for (let block = 0; block < tf.util.sizeFromShape(outer); block++) {
    const left = viewPart(backend, a, { start: block * stepA * rows * inner, shape: [1, rows, inner] });
    const right = viewPart(backend, b, { start: block * stepB * inner * columns, shape: [1, inner, columns] });
    const product = viewPart(backend, out, { start: block * rows * columns, shape: [1, rows, columns] });
    multiply(left, right, product);
    for (const view of [left, right, product]) dropView(backend, view);
  }
  return out;
}
