/** Means over the training rows since the last report; `validLoss` only right after an evaluation. */
export interface FitReport {
  kind: 'metrics';
  /** Counted from 1. */
  step: number;
  /** What all epochs would take; early stop may end before. */
  stepsTotal: number;
  /** Counted from 1. */
  epoch: number;
  trainLoss: number;
  validLoss?: number;
  /** What the task counts, fed to the model in training, over all epochs, padding not counted. */
  tokensSeen: number;
  learningRate: number;
}

/** The folder is whole when its event comes; the last two and the best stay on disk. */
export interface FitKept {
  kind: 'checkpoint';
  step: number;
  epoch: number;
  folder: string;
  /** The lowest validation loss so far. */
  isBest: boolean;
  metrics: { trainLoss: number; validLoss: number };
  tokensSeen: number;
}

/** A task has figures of its own. */
export interface FitMetricsEvent<Figures> extends FitReport {
  /** On the validation rows; right after an evaluation only. */
  figures?: Figures;
}

export interface FitCheckpointEvent<Figures> extends FitKept {
  figures: Figures;
}

export type FitEvent<Figures> = FitMetricsEvent<Figures> | FitCheckpointEvent<Figures>;
