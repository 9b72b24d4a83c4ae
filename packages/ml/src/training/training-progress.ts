import type { EvaluationMetrics } from './training-event.ts';

/** Where a run stands, but for its tensors. The data position and everything random follow from it and the seed. */
export interface TrainingProgress {
  /** Optimizer steps done. */
  step: number;
  /** Tokens fed to the model in training, over all epochs, padding not counted. */
  tokensSeen: number;
  /** Of these, the ones that the loss counted. */
  tokensTrained: number;
  /** The evaluation with the lowest loss; null before the first. */
  best: { step: number; metrics: EvaluationMetrics } | null;
  /** Evaluations since the best one. */
  evaluationsWithoutGain: number;
  stoppedEarly: boolean;
}

export function newProgress(): TrainingProgress {
  return { step: 0, tokensSeen: 0, tokensTrained: 0, best: null, evaluationsWithoutGain: 0, stoppedEarly: false };
}

/** Takes an evaluation in. True when it is the best so far. */
export function recordEvaluation(progress: TrainingProgress, metrics: EvaluationMetrics, patience: number): boolean {
  const isBest = progress.best === null || metrics.loss < progress.best.metrics.loss;
  if (isBest) progress.best = { step: progress.step, metrics };
  progress.evaluationsWithoutGain = isBest ? 0 : progress.evaluationsWithoutGain + 1;
  progress.stoppedEarly = progress.evaluationsWithoutGain >= patience;
  return isBest;
}
