import type { TrainingSpec } from '@modelmint/domain/training-spec';
import { formatLoss } from './format-loss.ts';

/** What a job measures on the held-out examples, in words. */
export interface HeldOutMeasure {
  /** `loss`, `NDCG@10` */
  name: string;
  /** From the loss that an evaluation reports; for a ranking that is 1 − NDCG. */
  toFigure: (validLoss: number) => number;
  format: (value: number) => string;
  /** `where held-out loss was lowest` */
  best: string;
  /** `held-out loss had stopped falling` */
  stopped: string;
}

const loss: HeldOutMeasure = {
  name: 'loss',
  toFigure: (validLoss) => validLoss,
  format: formatLoss,
  best: 'held-out loss was lowest',
  stopped: 'held-out loss had stopped falling',
};

/** `spec` is null before the data is checked. */
export function heldOutMeasure(spec: TrainingSpec | null): HeldOutMeasure {
  if (spec === null || !isRanking(spec)) return loss;
  const name = `NDCG@${spec.rankedAt}`;
  return {
    name,
    toFigure: (validLoss) => 1 - validLoss,
    format: (value) => value.toFixed(3),
    best: `${name} was highest`,
    stopped: `${name} had stopped rising`,
  };
}

function isRanking(spec: TrainingSpec): spec is Extract<TrainingSpec, { task: 'recommendation' }> {
  return spec.task === 'recommendation' && spec.objective !== 'squared-error';
}
