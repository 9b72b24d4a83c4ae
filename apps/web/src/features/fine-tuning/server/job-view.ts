import type { FineTuningJob } from '@modelmint/db/generated/client';
import { FineTuningMethod } from '@modelmint/domain/hyperparameters';
import { type Micros, rateMicros } from '@modelmint/domain/money';
import { Task } from '@modelmint/domain/task';
import type { TrainingMetrics } from '@modelmint/domain/training-metrics';
import { TrainingSpec } from '@modelmint/domain/training-spec';
import { readTrainingResult } from './read-training-result.ts';

/** A fine-tuning job as the API and the pages show it. */
export interface JobView {
  id: string;
  baseModel: string;
  /** Of an imported checkpoint; null for a template. */
  baseModelId: string | null;
  task: Task;
  status: FineTuningJob['status'];
  /** RUNNING and about to be CANCELLED. */
  isCancelling: boolean;
  suffix: string | null;
  seed: number;
  /** As it was asked for; `auto` where it was left to us. */
  method: FineTuningMethod;
  /** Every hyper-parameter as a number; null until the data is checked. */
  spec: TrainingSpec | null;
  metadata: Record<string, string> | null;
  /** In the order of the alphabet. */
  tags: string[];
  trainingFileId: string;
  /** The numbers of each step as CSV; null unless it has succeeded, and of jobs of before. */
  resultFileId: string | null;
  dataset: { id: string; name: string; versionId: string; versionNumber: number };
  model: { id: string; name: string } | null;
  createdAt: Date;
  queuedAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** By the pace so far; null unless RUNNING. */
  finishEstimatedAt: Date | null;
  step: number;
  stepsTotal: number;
  epoch: number;
  trainedTokens: number;
  estimatedTokens: number;
  estimatedSeconds: number;
  /** Per 1,000,000 training tokens, frozen. */
  rateMicros: Micros;
  /** The most that it can cost. */
  estimatedMicros: Micros;
  /** What it has cost: so far while it runs, in the end what was charged. */
  costMicros: Micros;
  /** Of the model, when SUCCEEDED. */
  metrics: TrainingMetrics | null;
  error: { code: string; message: string; param: string | null; fault: 'CUSTOMER' | 'PLATFORM' } | null;
  /** Workers that it has been given to. */
  attempts: number;
}

/** What a query must include for `toJobView`. */
export const jobInclude = {
  version: { select: { number: true, dataset: { select: { id: true, name: true } } } },
  model: { select: { id: true, name: true, deletedAt: true } },
  tags: { select: { tag: true }, orderBy: { tag: 'asc' } },
} as const;

export type JobRow = FineTuningJob & {
  version: { number: number; dataset: { id: string; name: string } };
  model: { id: string; name: string; deletedAt: Date | null } | null;
  tags: { tag: string }[];
};

export function toJobView(row: JobRow): JobView {
  const { id, baseModel, baseModelId, status, suffix, seed, trainingFileId, step, stepsTotal, epoch, attempts } = row;
  const { resultFileId, createdAt, queuedAt, startedAt, finishedAt } = row;
  const spec = TrainingSpec.safeParse(row.spec);
  const isRunning = status === 'RUNNING';
  return {
    ...{ id, baseModel, baseModelId, status, suffix, seed, trainingFileId, step, stepsTotal, epoch, attempts },
    ...{ resultFileId, createdAt, queuedAt, startedAt, finishedAt },
    task: Task.parse(row.task),
    isCancelling: isRunning && row.cancelRequestedAt !== null,
    method: FineTuningMethod.parse(row.method),
    spec: spec.success ? spec.data : null,
    metadata: row.metadata as Record<string, string> | null,
    tags: row.tags.map(({ tag }) => tag),
    dataset: {
      id: row.version.dataset.id,
      name: row.version.dataset.name,
      versionId: row.datasetVersionId,
      versionNumber: row.version.number,
    },
    model: row.model === null ? null : { id: row.model.id, name: row.model.name },
    finishEstimatedAt: estimateFinish(row),
    trainedTokens: Number(row.trainedTokens),
    estimatedTokens: Number(row.estimatedTokens),
    estimatedSeconds: row.estimatedSeconds,
    rateMicros: row.rateMicros,
    estimatedMicros: rateMicros(row.estimatedTokens, row.rateMicros),
    costMicros: isRunning ? rateMicros(row.trainedTokens, row.rateMicros) : row.chargedMicros,
    metrics: readTrainingResult(row.metrics),
    error: toError(row),
  };
}

function toError({ errorCode, errorMessage, errorParam, fault }: FineTuningJob): JobView['error'] {
  if (errorCode === null) return null;
  return { code: errorCode, message: errorMessage ?? '', param: errorParam, fault: fault ?? 'PLATFORM' };
}

function estimateFinish({ status, startedAt, step, stepsTotal, estimatedSeconds }: FineTuningJob): Date | null {
  if (status !== 'RUNNING' || startedAt === null) return null;
  if (step === 0) return new Date(startedAt.getTime() + estimatedSeconds * 1_000);
  const elapsedMs = Date.now() - startedAt.getTime();
  return new Date(startedAt.getTime() + (elapsedMs * Math.max(stepsTotal, step)) / step);
}
