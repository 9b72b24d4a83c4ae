import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorView } from './tensor-view.ts';

export type MatrixProduct = (a: TensorView, b: TensorView, out: TensorView) => void;
type RawProduct = (...values: (number | Uint8Array | boolean)[]) => void;
const products = new WeakMap<BackendWasm, MatrixProduct>();

/**
 * The backend's own product of two plain matrices, [1, rows, inner] × [1, inner, columns], which is XNNPACK's. It packs
 * `b` once per id, so the values of `b` must not change while its id lives.
 */
export function matrixProduct(backend: BackendWasm): MatrixProduct {
  const known = products.get(backend);
  if (known !== undefined) return known;
  const { cwrap } = backend.wasm as unknown as { cwrap(name: string, result: null, types: string[]): RawProduct };
  const sides = ['number', 'array', 'number', 'number', 'array', 'number'];
  const raw = cwrap('BatchMatMul', null, [...sides, 'number', 'number', 'number']);
  const bytesOf = (view: TensorView) => new Uint8Array(new Int32Array(view.shape).buffer);
  const multiply: MatrixProduct = (a, b, out) => raw(a.id, bytesOf(a), 3, b.id, bytesOf(b), 3, false, false, out.id);
  products.set(backend, multiply);
  return multiply;
}
