import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

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
  /** A scalar that clips the gradient. */
  scale: Tensor;
}

/**
 * One step of Adam (Kingma and Ba 2015) with decoupled weight decay (Loshchilov and Hutter 2019). The bias correction
 * is folded into two numbers: lr·m̂ / (√v̂ + ε) = lr·√c₂/c₁ · m / (√v + ε·√c₂), with cₖ = 1 − βₖᵗ.
 */
export function stepAdam(tf: TensorFlow, slot: AdamSlot, at: AdamStep): AdamSlot {
  const correction1 = 1 - beta1 ** at.step;
  const correction2 = Math.sqrt(1 - beta2 ** at.step);
  // Each in a tidy of its own: of a large parameter few copies may stand at once.
  const clipped = tf.mul(at.gradient, at.scale);
  const first = tf.tidy(() => tf.add(tf.mul(slot.first, beta1), tf.mul(clipped, 1 - beta1)));
  const second = tf.tidy(() => tf.add(tf.mul(slot.second, beta2), tf.mul(tf.square(clipped), 1 - beta2)));
  const value = tf.tidy(() => {
    const direction = tf.tidy(() => tf.div(first, tf.add(tf.sqrt(second), epsilon * correction2)));
    const kept = at.weightDecay === 0 ? slot.value : tf.mul(slot.value, 1 - at.learningRate * at.weightDecay);
    return tf.sub(kept, tf.mul(direction, (at.learningRate * correction2) / correction1));
  });
  return { value, first, second };
}

/** The Euclidean norm of all gradients together. A scalar. */
export function gradientNorm(tf: TensorFlow, gradients: readonly Tensor[]): Tensor {
  return tf.sqrt(tf.addN(gradients.map((gradient) => tf.sum(tf.square(gradient)))));
}

/** The factor, at most 1, that brings the norm of all gradients together down to `normMax`. A scalar. */
export function clipScale(tf: TensorFlow, gradients: readonly Tensor[], normMax: number): Tensor {
  return tf.minimum(1, tf.div(normMax, tf.add(gradientNorm(tf, gradients), 1e-6)));
}
