import type { Tensor } from '@tensorflow/tfjs-core';

export const beta1 = 0.9;
export const beta2 = 0.999;
export const epsilon = 1e-8;

/** One parameter with its running means. All of one shape. */
export interface AdamSlot {
  value: Tensor;
  /** Of the gradient. */
  first: Tensor;
  /** Of its square. */
  second: Tensor;
}

export interface AdamStep {
  gradient: Tensor;
  /** Counted from 1. */
  step: number;
  learningRate: number;
  /** Taken off the value itself, not through the gradient (AdamW). 0 for biases. */
  weightDecay: number;
  /** What clips the gradient, as `clipScale` gives it. */
  scale: number;
}

/**
 * Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019), with PyTorch's constants. The bias
 * correction is folded into two numbers: lr·m̂ / (√v̂ + ε) = lr·√c₂/c₁ · m / (√v + ε·√c₂), with cₖ = 1 − βₖᵗ.
 */
export interface Adam {
  /** Takes over the slot, whose tensors are gone then; the gradient stays the caller's. Call it outside `tf.tidy`. */
  step(slot: AdamSlot, at: AdamStep): AdamSlot;
  /** The Euclidean norm of all gradients together. */
  norm(gradients: readonly Tensor[]): number;
}

/** The factor, at most 1, that brings a norm down to `normMax`. */
export function clipScale(norm: number, normMax: number): number {
  return Math.min(1, normMax / (norm + 1e-6));
}
