import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';

export interface Differentiable<Value extends Tensor> {
  inputs: readonly Tensor[];
  /** Computes the value. What is in `saved` is kept for the way back. */
  forward(): { value: Value; saved: readonly Tensor[] };
  /** For each input, in their order, how to compute its gradient; asked for only where something is to be trained. */
  backward(dy: Value, saved: readonly Tensor[]): readonly (() => Tensor)[];
}

/** With several values. */
export interface DifferentiableParts<Value extends Tensor> {
  inputs: readonly Tensor[];
  forward(): { values: Value[]; saved: readonly Tensor[] };
  /** @param gradients zeros for a value that nothing was made of */
  backward(gradients: Value[], saved: readonly Tensor[]): readonly (() => Tensor)[];
}

interface CustomOperation<Output> {
  forwardFunc(backend: unknown, save: (tensors: Tensor[]) => void): Output;
  backwardsFunc(dy: Output, saved: Tensor[]): Record<string, () => Tensor>;
  inputs: Record<string, Tensor>;
}

/**
 * One operation on the tape with a gradient written by hand. Unlike `tf.customGrad`, the gradient of an input is computed
 * only when it is needed, so frozen weights cost nothing.
 */
export function withGradient<Value extends Tensor>(tf: TensorFlow, operation: Differentiable<Value>): Value {
  return runCustom<Value>(tf, {
    forwardFunc: (_, save) => {
      const { value, saved } = operation.forward();
      save([...saved]);
      return value;
    },
    backwardsFunc: (dy, saved) => byName(operation.backward(dy, saved)),
    inputs: byName(operation.inputs),
  });
}

/** As `withGradient`, for two values or more. */
export function withGradients<Value extends Tensor>(tf: TensorFlow, operation: DifferentiableParts<Value>): Value[] {
  return runCustom<Value[]>(tf, {
    forwardFunc: (_, save) => {
      const { values, saved } = operation.forward();
      save([...saved]);
      return values;
    },
    backwardsFunc: (gradients, saved) => byName(operation.backward(gradients, saved)),
    inputs: byName(operation.inputs),
  });
}

function runCustom<Output>(tf: TensorFlow, operation: CustomOperation<Output>): Output {
  const engine = tf.engine() as unknown as { runKernelFunc(operation: CustomOperation<Output>): Output };
  return engine.runKernelFunc(operation);
}

function byName<Value>(values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.entries());
}
