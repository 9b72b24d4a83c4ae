import { highestOf } from '../metrics/highest-of.ts';

/** Row by row e^x / Σ e^x, in float64. */
export function softmax(logits: ArrayLike<number>, classes: number): Float64Array {
  const out = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    let highest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + classes; i++) highest = Math.max(highest, logits[i] ?? Number.NaN);
    let sum = 0;
    for (let i = start; i < start + classes; i++) sum += out[i] = Math.exp((logits[i] ?? Number.NaN) - highest);
    for (let i = start; i < start + classes; i++) out[i] = (out[i] ?? Number.NaN) / sum;
  }
  return out;
}

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
