import { softmax } from '../metrics/softmax.ts';

export interface TableLoss {
  /** Mean over the rows; NaN when an output is. */
  loss: number;
  /** Of the loss, for the outputs. */
  gradient: Float32Array; // as the outputs
}

export interface LabelLossOptions {
  /** What a row of each label counts. */
  weights: Float64Array; // [labels]
  labelSmoothing: number;
}

/** Keeps the logarithm finite when a float underflows. */
const smallest = 1e-12;

/**
 * Cross-entropy, the mean by the weights of the rows' labels. With smoothing s the target is 1 − s + s/labels for the label
 * and s/labels for the others.
 *
 * @param logits [rows, labels]
 */
export function labelLoss(logits: ArrayLike<number>, labels: Int32Array, options: LabelLossOptions): TableLoss {
  const { weights, labelSmoothing } = options;
  const classes = weights.length;
  const probabilities = softmax(logits, classes);
  const gradient = new Float32Array(probabilities.length);
  const rest = labelSmoothing / classes;
  const total = labels.reduce((sum, label) => sum + (weights[label] ?? Number.NaN), 0);
  let loss = 0;
  labels.forEach((label, row) => {
    const weight = (weights[label] ?? Number.NaN) / total;
    for (let k = 0; k < classes; k++) {
      const probability = probabilities[row * classes + k] ?? Number.NaN;
      const target = k === label ? 1 - labelSmoothing + rest : rest;
      if (target > 0) loss -= weight * target * Math.log(Math.max(probability, smallest));
      gradient[row * classes + k] = weight * (probability - target);
    }
  });
  return { loss, gradient };
}

/** Mean squared error. */
export function valueLoss(outputs: ArrayLike<number>, values: Float32Array): TableLoss {
  const gradient = new Float32Array(values.length);
  let loss = 0;
  values.forEach((value, row) => {
    const distance = (outputs[row] ?? Number.NaN) - value;
    loss += distance ** 2 / values.length;
    gradient[row] = (2 * distance) / values.length;
  });
  return { loss, gradient };
}

/** rows / (labels · rows of the label): each label weighs the same in all; or 1 for each. */
export function labelWeights(actual: Int32Array, labels: number, isBalanced: boolean): Float64Array {
  const weights = new Float64Array(labels).fill(1);
  if (!isBalanced) return weights;
  const counts = new Int32Array(labels);
  for (const label of actual) counts[label] = (counts[label] ?? 0) + 1;
  return weights.map((_, label) => actual.length / (labels * Math.max(1, counts[label] ?? 0)));
}
