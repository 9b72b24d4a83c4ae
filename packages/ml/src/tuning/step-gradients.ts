import type { GradSaveFunc, Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../engine/engine.ts';
import type { FitGradients } from '../fitting/fit-state.ts';
import type { Scope } from '../nn/scope.ts';
import { type RowTargets, rowLoss } from '../training/row-loss.ts';
import { separateGradients } from '../training/separate-tape.ts';
import type { ClassifierRows } from './classifier-rows.ts';

export interface StepGradientsOptions {
  /** By name, in their order. */
  trained: ReadonlyMap<string, Tensor>;
  /** @param pass of the step, counted from 0 */
  scope(pass: number): Scope;
  rows: ClassifierRows;
  /** Of this step. */
  chosen: Int32Array;
  microBatchRows: number;
  /** What a row of each label counts. */
  weights: Float32Array;
  labelSmoothing: number;
  random: () => number;
}

/**
 * The loss of one optimizer step, the mean over its rows by what each counts, and its gradients, summed over micro-batches:
 * the split into these changes nothing. Call it inside `tf.tidy`.
 */
export function stepGradients(tf: TensorFlow, options: StepGradientsOptions): FitGradients {
  const { trained, rows, chosen, microBatchRows, weights, labelSmoothing } = options;
  const weightOf = (row: number) => weights[rows.labels[row] ?? 0] ?? 0;
  const divisor = chosen.reduce((sum, row) => sum + weightOf(row), 0);
  let loss = 0;
  let sums: Tensor[] = [];
  for (let start = 0; start < chosen.length; start += microBatchRows) {
    const batch = chosen.subarray(start, start + microBatchRows);
    const targets = {
      labels: Int32Array.from(batch, (row) => rows.labels[row] ?? 0),
      weights: Float32Array.from(batch, weightOf),
      labelSmoothing,
    };
    const scope = options.scope(start / microBatchRows);
    const one = tf.tidy(() => {
      const { value, gradients } = separateGradients(
        tf,
        { inputs: [...trained.values()], outputGradient: tf.scalar(1 / divisor) },
        () => sumLoss(tf, rows.logits(scope, batch, options.random), targets),
      );
      return { value, gradients: needAll(gradients, [...trained.keys()]) };
    });
    loss += (one.value.dataSync()[0] ?? Number.NaN) / divisor;
    tf.dispose(one.value);
    const added = sums.length === 0 ? one.gradients : sums.map((sum, i) => tf.add(sum, one.gradients[i] as Tensor));
    if (sums.length > 0) tf.dispose([...sums, ...one.gradients]);
    sums = added;
  }
  return { loss, gradients: new Map([...trained.keys()].map((name, i) => [name, sums[i] as Tensor])) };
}

function needAll(gradients: readonly (Tensor | null)[], names: readonly string[]): Tensor[] {
  return gradients.map((gradient, i) => {
    if (gradient === null) throw new RangeError(`the loss does not depend on ${names[i]}`);
    return gradient;
  });
}

function sumLoss(tf: TensorFlow, logits: Tensor2D, targets: RowTargets): Scalar {
  const graded = tf.customGrad((...args) => {
    const [x, save] = args as [Tensor2D, GradSaveFunc];
    const { loss, gradient } = rowLoss(tf, x, targets);
    save([gradient]);
    return { value: loss, gradFunc: (dy: Tensor, saved: Tensor[]) => tf.mul(saved[0] as Tensor, dy) };
  });
  return graded(logits) as Scalar;
}
