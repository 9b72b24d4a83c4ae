import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';

/** One layer in one direction. Gates lie side by side in the order input, cell, forget, output (TensorFlow's ICFO). */
export interface LstmWeights {
  /** [in + hidden, 4 · hidden]: the rows of the input, then those of the last output. */
  kernel: Tensor2D;
  /** [1, 4 · hidden] */
  bias: Tensor2D;
}

export interface LstmGradients {
  input: Tensor3D;
  kernel: Tensor2D;
  bias: Tensor2D;
}

/** What a pass computed, with what `backward` needs of it. */
export interface LstmRun {
  /** [time, batch, hidden] */
  output: Tensor3D;
  /** The memory after each step, c. [time, batch, hidden] */
  cells: Tensor3D;
  /** What `backward` reads. A tape keeps clones of it and hands them in again. */
  saved: readonly Tensor[];
  /** Frees everything but `output`. */
  dispose(): void;
  /** From the loss's gradient for `output`, those for the input and the weights. Call once, before `dispose`. */
  backward(outputGradient: Tensor3D, saved?: readonly Tensor[]): LstmGradients;
}

/**
 * Runs over all time steps from a zero state; input is [time, batch, in]:
 * i, f, o = σ(z), g = tanh(z), c = f·c₋₁ + i·g, h = o·tanh(c) with z = [x, h₋₁] · kernel + bias
 * (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000; no peepholes, no clipping).
 */
export type Lstm = (input: Tensor3D, weights: LstmWeights) => LstmRun;
