import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';

export interface Differentiated<Value extends Tensor> {
  value: Value;
  /** For each of `inputs`; null for one that the value does not depend on. */
  gradients: (Tensor | null)[];
}

/**
 * The gradients of `run` on a tape of their own. TensorFlow.js has one tape and records nothing inside a custom gradient;
 * this sets it aside, so that a custom gradient may differentiate a part of the model by itself: a slice of the loss in its
 * forward pass, or a layer that is computed again in its backward pass.
 *
 * @param outputGradient of the final loss for the value; 1 without it
 */
export function separateGradients<Value extends Tensor>(
  tf: TensorFlow,
  { inputs, outputGradient }: { inputs: readonly Tensor[]; outputGradient?: Value },
  run: () => Value,
): Differentiated<Value> {
  const engine = tf.engine();
  const { state } = engine;
  const { activeTape, gradientDepth, kernelDepth } = state;
  state.gradientDepth = 0;
  state.kernelDepth = 0;
  try {
    const { value, grads } = engine.gradients(run, [...inputs], outputGradient, true);
    return { value, gradients: grads.map((one) => one ?? null) };
  } finally {
    state.activeTape = activeTape;
    state.gradientDepth = gradientDepth;
    state.kernelDepth = kernelDepth;
  }
}
