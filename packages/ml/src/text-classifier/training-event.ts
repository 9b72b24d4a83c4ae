/** Means over the training rows since the last `metrics` event; `valid…` only right after an evaluation. */
export interface MetricsEvent {
  kind: 'metrics';
  /** Counted from 1. */
  step: number;
  /** What all epochs would take; early stop may end before. */
  stepsTotal: number;
  /** Counted from 1. */
  epoch: number;
  trainLoss: number;
  trainAccuracy: number;
  validLoss?: number;
  validAccuracy?: number;
  /** Words fed to the model in training, over all epochs, padding not counted. */
  tokensSeen: number;
  learningRate: number;
}

/** The folder is whole when its event comes; the last two and the best stay on disk. */
export interface CheckpointEvent {
  kind: 'checkpoint';
  step: number;
  epoch: number;
  folder: string;
  /** The lowest validation loss so far. */
  isBest: boolean;
  metrics: { trainLoss: number; trainAccuracy: number; validLoss: number; validAccuracy: number };
  tokensSeen: number;
}

export type TrainingEvent = MetricsEvent | CheckpointEvent;
