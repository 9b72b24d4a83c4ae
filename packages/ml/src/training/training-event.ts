/** After each optimizer step. */
export interface StepEvent {
  kind: 'step';
  /** Counted from 1. */
  step: number;
  /** What all epochs would take; early stop may end before. */
  stepsTotal: number;
  /** Counted from 1. */
  epoch: number;
  /** Mean over the tokens that counted in this step, in nats. */
  loss: number;
  learningRate: number;
  /** Of all gradients together, before clipping. */
  gradNorm: number;
  /** So far, padding not counted. */
  tokensSeen: number;
  /** So far, those that the loss counted. */
  tokensTrained: number;
}

export interface EvaluationMetrics {
  /** Mean over the tokens that count, in nats, without label smoothing. */
  loss: number;
  /** e^loss */
  perplexity: number;
  /** Share of these tokens that were the likeliest. */
  tokenAccuracy: number;
  tokens: number;
}

export interface EvaluationEvent extends EvaluationMetrics {
  kind: 'evaluation';
  step: number;
  /** The lowest loss so far. */
  isBest: boolean;
}

/** The folder is whole when its event comes; the last two and the best stay on disk. */
export interface CheckpointEvent {
  kind: 'checkpoint';
  step: number;
  folder: string;
  isBest: boolean;
}

export interface DoneEvent {
  kind: 'done';
  step: number;
  /** Whose weights the artifact holds. */
  bestStep: number;
  stoppedEarly: boolean;
  artifactFolder: string;
}

export type TrainingEvent = StepEvent | EvaluationEvent | CheckpointEvent | DoneEvent;
