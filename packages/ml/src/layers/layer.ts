import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import type { Engine } from '../engine/engine.ts';

export interface ParameterShape {
  name: string;
  shape: readonly number[];
  start: 'zeros' | 'ones' | 'he';
  /** Values that a unit adds up; `he` draws by it. */
  fanIn: number;
  /** Running statistics move with the data and have no gradient. */
  isTrained: boolean;
}

export interface PassContext {
  engine: Engine;
  /** By name; running statistics among them. */
  parameter(name: string): Tensor;
  /** Undefined outside training: nothing is dropped, and batch norm uses its running statistics. */
  training:
    | {
        /** Uniform in [0, 1), the same for the same step. */
        random: () => number;
        /** The running statistic becomes `value` after the step. */
        update(name: string, value: Tensor): void;
      }
    | undefined;
}

export interface LayerRun {
  output: Tensor;
  /** From the loss's gradient for the output to that for the input; `put` hears of those for the parameters. */
  backward(gradient: Tensor, put: PutGradient): Tensor;
  /** Where it saves work: those for the parameters alone. Data need no gradient. */
  backwardParameters?(gradient: Tensor, put: PutGradient): void;
}

export type PutGradient = (name: string, gradient: Tensor) => void;

/** One layer of a network, made for the shape of its input. Call it inside `tf.tidy`. */
export interface Layer {
  parameters: readonly ParameterShape[];
  outputShape: readonly number[]; // without the batch
  run(context: PassContext, input: Tensor): LayerRun;
}

export type Kernel = (name: string, inputs: Record<string, Tensor>, attributes: object) => Tensor;

/** A kernel of TensorFlow.js by its name, for the gradients that it has no function for. */
export function kernelOf({ tf }: Engine): Kernel {
  return (name, inputs, attributes) => tf.engine().runKernel(name, inputs as never, attributes as never) as Tensor;
}

export const asImages = (x: Tensor) => x as Tensor4D;
