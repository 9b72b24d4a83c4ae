import { TrainingMetrics } from '@modelmint/domain/training-metrics';

/** What a training run has measured on the held-out examples; null where the row does not say it, as of a job that failed. */
export function readTrainingResult(metrics: unknown): TrainingMetrics | null {
  return TrainingMetrics.safeParse(metrics).success ? (metrics as TrainingMetrics) : null;
}
