import { highestOf } from '../metrics/highest-of.ts';
import { softmax } from '../metrics/softmax.ts';

export interface SoftmaxLoss {
  /** Mean cross-entropy; NaN when a logit is. */
  loss: number;
  correct: number;
  /** Of the loss, for the logits. */
  gradient: Float32Array; // [rows, classes]
}

/** Keeps the logarithm finite when a float underflows. */
const smallest = 1e-12;

/** Cross-entropy with label smoothing s: the target is 1 − s + s/classes for the label, s/classes for the others. */
export function softmaxLoss(logits: ArrayLike<number>, labels: Int32Array, options: LossOptions): SoftmaxLoss {
  const { classes, labelSmoothing } = options;
  const probabilities = softmax(logits, classes);
  const gradient = new Float32Array(probabilities.length);
  const rest = labelSmoothing / classes;
  let loss = 0;
  let correct = 0;
  labels.forEach((label, row) => {
    const start = row * classes;
    for (let k = 0; k < classes; k++) {
      const probability = probabilities[start + k] ?? Number.NaN;
      const target = k === label ? 1 - labelSmoothing + rest : rest;
      if (target > 0) loss -= target * Math.log(Math.max(probability, smallest));
      gradient[start + k] = (probability - target) / labels.length;
    }
    if (highestOf(probabilities, start, classes) === label) correct++;
  });
  return { loss: loss / labels.length, correct, gradient };
}

export interface LossOptions {
  classes: number;
  labelSmoothing: number;
}
