import { confusionMatrix } from './confusion-matrix.ts';
import { highestOf } from './highest-of.ts';
import { logLoss } from './log-loss.ts';
import { type LabelMetrics, measureLabels } from './measure-labels.ts';
import { share } from './share.ts';

export interface ClassificationMetrics {
  accuracy: number;
  /** Mean −ln of the probability that the true label got. */
  loss: number;
  perLabel: LabelMetrics[];
  /** [actual][predicted] rows, in the order of the labels. */
  confusion: number[][];
}

/** `probabilities` is [rows, labels]; `actual` holds a label's place per row. */
export function measureClassification(
  labels: readonly string[],
  actual: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): ClassificationMetrics {
  const predicted = Int32Array.from(actual, (_, row) => highestOf(probabilities, row * labels.length, labels.length));
  const confusion = confusionMatrix(actual, predicted, labels.length);
  return {
    accuracy: share(
      labels.reduce((sum, _, index) => sum + (confusion[index]?.[index] ?? 0), 0),
      actual.length,
    ),
    loss: logLoss(actual, probabilities, labels.length),
    perLabel: measureLabels(labels, confusion),
    confusion,
  };
}
