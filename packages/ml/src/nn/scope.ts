import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';

/** The low-rank part of one linear map (Hu et al. 2022): W' = W + scale · B · A. */
export interface LoraPair {
  a: Tensor2D; // [rank, in]
  b: Tensor2D; // [out, rank]
  /** α / r, or α / √r with rsLoRA. */
  scale: number;
}

/** What an adapter puts beside or in place of the base model's weights, by the base model's own names. */
export interface Adapter {
  /** By the module's path, such as `model.layers.0.self_attn.q_proj`. */
  pairs: ReadonlyMap<string, LoraPair>;
  /** Weights that were trained whole (PEFT's `modules_to_save`), by parameter name. They win over the base's. */
  saved: ReadonlyMap<string, Tensor>;
}

/** What a forward pass computes with. A new one for each step is cheap; it owns no tensors. */
export interface Scope {
  tf: TensorFlow;
  /** @throws RangeError when the model has no such parameter. */
  weight(name: string): Tensor;
  has(name: string): boolean;
  /**
   * x · Wᵀ + bias, with the bias only where the checkpoint has `<module>.bias`, plus the adapter's low-rank part. The
   * weight is [out, in] as PyTorch's `Linear`, or [in, out] as GPT-2's `Conv1D` where the architecture says so.
   *
   * @param x [..., in]
   * @returns [..., out]
   */
  linear(x: Tensor, module: string): Tensor;
  /** Inverted dropout with probability `p`, seeded by step and place; the same tensor outside training. */
  dropout<Value extends Tensor>(x: Value, p: number): Value;
  /**
   * Runs the `index`th block of layers. Training may forget what is inside and compute it again on the way back, so all
   * that `run` leaves behind must go through what it returns.
   */
  layer<Value extends Tensor>(index: number, x: Value, run: (x: Value) => Value): Value;
}
