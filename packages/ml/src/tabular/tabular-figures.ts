import type { LearnedTarget } from '@modelmint/domain/tabular-spec';
import { measureClassification } from '../metrics/measure-classification.ts';
import type { LabelMetrics } from '../metrics/measure-labels.ts';
import { measureRegression } from '../metrics/measure-regression.ts';
import { rocAuc, rocAucOneVsRest } from '../metrics/roc-auc.ts';
import { softmax } from '../metrics/softmax.ts';
import type { Targets } from './learn-target.ts';
import { labelLoss, type TableLoss, valueLoss } from './table-loss.ts';

/** Of the validation rows. */
export type TabularFigures =
  | {
      kind: 'label';
      accuracy: number;
      /** Of the second label against the first, or of each of several against all others, the mean; null without rows of both. */
      auc: number | null;
      /** In nats. */
      logLoss: number;
      perLabel: LabelMetrics[];
      /** [actual][predicted] rows, in the order of the labels. */
      confusion: number[][];
    }
  | {
      kind: 'value';
      /** In the unit of the target. */
      mae: number;
      rmse: number;
      /** Null where all values are equal. */
      r2: number | null;
    };

export interface LossSettings {
  weights: Float64Array; // [labels]
  labelSmoothing: number;
}

/** The loss of outputs; values are compared in standard deviations of the target. */
export function lossOf(
  outputs: ArrayLike<number>,
  { target, targets }: { target: LearnedTarget; targets: Targets },
  settings: LossSettings,
): TableLoss {
  if (targets.kind === 'label') return labelLoss(outputs, targets.labels, settings);
  if (target.kind !== 'value') throw new RangeError(`the target ${target.name} holds no values`);
  return valueLoss(
    outputs,
    Float32Array.from(targets.values, (value) => (value - target.mean) / target.deviation),
  );
}

export function figuresOf(outputs: Float32Array, target: LearnedTarget, targets: Targets): TabularFigures {
  if (target.kind === 'label' && targets.kind === 'label') {
    const { labels } = target;
    const probabilities = softmax(outputs, labels.length);
    const { loss, ...measured } = measureClassification(labels, targets.labels, probabilities);
    const auc =
      labels.length === 2
        ? rocAuc(
            targets.labels,
            probabilities.filter((_, index) => index % 2 === 1),
          )
        : rocAucOneVsRest(targets.labels, probabilities, labels.length);
    return { kind: 'label', ...measured, logLoss: loss, auc: orNull(auc) };
  }
  if (target.kind !== 'value' || targets.kind !== 'value')
    throw new RangeError('the target and its rows are of two kinds');
  const { mae, rmse, r2 } = measureRegression(targets.values, toValues(outputs, target));
  return { kind: 'value', mae, rmse, r2: orNull(r2) };
}

/** Outputs in the unit of the target. */
export function toValues(
  outputs: Float32Array,
  { mean, deviation }: { mean: number; deviation: number },
): Float64Array {
  return Float64Array.from(outputs, (output) => output * deviation + mean);
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value);
