import { AppError } from '@modelmint/domain/errors';
import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { Scope } from '../nn/scope.ts';

/** A split of what a classifier reads, whatever that is. */
export interface ClassifierRows {
  count: number;
  /** A label's place per row. */
  labels: Int32Array;
  /**
   * Call it inside `tf.tidy`.
   *
   * @param random changes what is read, where the settings ask for it; without it rows are read as they are
   * @returns [rows, labels]
   */
  logits(scope: Scope, rows: Int32Array, random?: () => number): Tensor2D;
  /** Every row once, so many at a time as fit. */
  passes(): Int32Array[];
}

/** @throws AppError `dataset_invalid` for a split without rows, or with a label that is none; for labels that are too few. */
export function checkRows(labels: readonly string[], splits: Record<'training' | 'validation', ClassifierRows>): void {
  if (labels.length < 2 || new Set(labels).size !== labels.length)
    throw new AppError('dataset_invalid', `a classifier needs two or more different labels, not ${labels.length}`);
  for (const [split, rows] of Object.entries(splits)) {
    if (rows.count === 0) throw new AppError('dataset_invalid', `the ${split} split has no rows`);
    const unknown = rows.labels.findIndex((label) => label < 0 || label >= labels.length);
    if (unknown >= 0)
      throw new AppError(
        'dataset_invalid',
        `${split} row ${unknown + 1} has the label ${rows.labels[unknown]}, which is none`,
      );
  }
}

/** What a row of each label counts: the same for all, or so that each label that there is weighs the same. Their mean over the rows is 1. */
export function labelWeights({ count, labels }: ClassifierRows, classes: number, isBalanced: boolean): Float32Array {
  const weights = new Float32Array(classes).fill(1);
  if (!isBalanced) return weights;
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
  const present = counts.filter((one) => one > 0).length;
  return weights.map((_, label) => ((counts[label] ?? 0) > 0 ? count / (present * (counts[label] ?? 1)) : 0));
}
