import type { FitKept, FitReport } from '../fitting/fit-event.ts';

/** Its tokens are words. */
export interface MetricsEvent extends FitReport {
  trainAccuracy: number;
  validAccuracy?: number;
}

export interface CheckpointEvent extends FitKept {
  metrics: { trainLoss: number; trainAccuracy: number; validLoss: number; validAccuracy: number };
}

export type TrainingEvent = MetricsEvent | CheckpointEvent;
