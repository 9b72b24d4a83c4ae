import type { CheckpointEvent, MetricsEvent } from '../text-classifier/training-event.ts';

/** As of the classifiers, but that a task has figures of its own; `tokensSeen` counts rows. */
export interface FitMetricsEvent<Figures> extends Omit<MetricsEvent, 'trainAccuracy' | 'validAccuracy'> {
  /** On the validation rows; right after an evaluation only. */
  figures?: Figures;
}

export interface FitCheckpointEvent<Figures> extends Omit<CheckpointEvent, 'metrics'> {
  metrics: { trainLoss: number; validLoss: number };
  figures: Figures;
}

export type FitEvent<Figures> = FitMetricsEvent<Figures> | FitCheckpointEvent<Figures>;
