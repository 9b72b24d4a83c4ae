import type { Tensor } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';

/** An operation and the same in float64, for tests of values and gradients. */
export interface GradientCase {
  name: string;
  /** Of the inputs, which are normal numbers from a seed. */
  shapes: number[][];
  run(tf: TensorFlow, inputs: Tensor[]): Tensor;
  /** The same in float64, from flat arrays in the order of the inputs. */
  reference(inputs: number[][]): number[];
}
