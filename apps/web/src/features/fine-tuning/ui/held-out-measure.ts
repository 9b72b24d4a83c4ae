import type { TrainingSpec } from '@modelmint/domain/training-spec';
import { formatLoss } from './format-loss.ts';

/** What a job measures on the held-out examples, in words. */
export interface HeldOutMeasure {
  /** `NDCG@10`; null for the loss. */
  name: string | null;
  /** From the loss that an evaluation reports; for a ranking that is 1 − NDCG. */
  toFigure: (validLoss: number) => number;
  format: (value: number) => string;
}

const loss: HeldOutMeasure = {
  name: null,
  toFigure: (validLoss) => validLoss,
  format: formatLoss,
};

/** `spec` is null before the data is checked. */
export function heldOutMeasure(spec: TrainingSpec | null): HeldOutMeasure {
  if (spec === null || !isRanking(spec)) return loss;
  return {
    name: `NDCG@${spec.rankedAt}`,
    toFigure: (validLoss) => 1 - validLoss,
    format: (value) => value.toFixed(3),
  };
}

function isRanking(spec: TrainingSpec): spec is Extract<TrainingSpec, { task: 'recommendation' }> {
  return spec.task === 'recommendation' && spec.objective !== 'squared-error';
}
