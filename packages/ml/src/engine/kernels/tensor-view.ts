import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TensorInfo } from '@tensorflow/tfjs-core';

/** A part of a float32 tensor's memory under an id of its own, so that a kernel can work on it without a copy. */
export interface TensorView extends TensorInfo {
  /** The number by which WebAssembly knows the tensor. */
  id: number;
}

/** The values of `tensor` from `start` on, as `shape`. Valid until `tensor` is freed; give it back to `dropView`. */
export function viewPart(
  backend: BackendWasm,
  tensor: TensorInfo,
  { start, shape }: { start: number; shape: number[] },
): TensorView {
  const view = backend.makeOutput(shape, 'float32', backend.getMemoryOffset(tensor.dataId) + start * 4);
  return { ...view, id: backend.dataIdMap.get(view.dataId).id };
}

/** Forgets the view, and what XNNPACK packed for it, without freeing memory that belongs to the viewed tensor. */
export function dropView(backend: BackendWasm, view: TensorView): void {
  backend.wasm.tfjs.disposeData(view.id);
  backend.dataIdMap.delete(view.dataId);
}
