import { unixSeconds } from '@modelmint/domain/wire/unix-seconds';
import type { JobView } from '../../features/fine-tuning/server/job-view.ts';
import type { CheckpointView } from '../../features/fine-tuning/server/list-checkpoints.ts';
import type { JobEventView } from '../../features/fine-tuning/server/list-job-events.ts';
import { chosenHyperparameters } from './job-hyperparameters.ts';

/** OpenAI's FineTuningJob; every key is always there, and ours: `suffix`, `task`. */
export function toJobObject(job: JobView, organizationId: string) {
  const hyperparameters = chosenHyperparameters(job);
  const { n_epochs, batch_size, learning_rate_multiplier } = hyperparameters;
  const { error } = job;
  return {
    object: 'fine_tuning.job' as const,
    id: job.id,
    model: job.baseModel,
    created_at: unixSeconds(job.createdAt),
    finished_at: job.finishedAt === null ? null : unixSeconds(job.finishedAt),
    fine_tuned_model: job.model?.name ?? null,
    organization_id: organizationId,
    result_files: job.resultFileId === null ? [] : [job.resultFileId],
    status: job.status.toLowerCase(),
    validation_file: null,
    training_file: job.trainingFileId,
    hyperparameters: { n_epochs, batch_size, learning_rate_multiplier },
    trained_tokens: job.status === 'SUCCEEDED' ? job.trainedTokens : null,
    error: error === null ? null : { code: error.code, message: error.message, param: error.param },
    seed: job.seed,
    estimated_finish: job.finishEstimatedAt === null ? null : unixSeconds(job.finishEstimatedAt),
    integrations: [],
    metadata: job.metadata,
    suffix: job.suffix,
    task: job.task,
    method: { type: 'supervised' as const, supervised: { hyperparameters } },
  };
}

export function toEventObject(event: JobEventView) {
  return {
    object: 'fine_tuning.job.event' as const,
    id: event.id,
    created_at: unixSeconds(event.createdAt),
    level: event.level,
    message: event.message,
    type: event.type,
    data: event.data,
  };
}

export function toCheckpointObject(checkpoint: CheckpointView, job: JobView, organizationSlug: string) {
  const { metrics, step } = checkpoint;
  const name = job.model?.name ?? `ft:${job.baseModel}:${organizationSlug}:${job.suffix ?? job.id.slice(-8)}`;
  const number = (key: string) => (typeof metrics[key] === 'number' ? metrics[key] : null);
  return {
    object: 'fine_tuning.job.checkpoint' as const,
    id: checkpoint.id,
    created_at: unixSeconds(checkpoint.createdAt),
    fine_tuned_model_checkpoint: `${name}:ckpt-step-${step}`,
    fine_tuning_job_id: job.id,
    step_number: step,
    metrics: {
      step,
      train_loss: number('trainLoss'),
      train_mean_token_accuracy: number('trainAccuracy'),
      valid_loss: number('validLoss'),
      valid_mean_token_accuracy: number('validAccuracy'),
      full_valid_loss: number('validLoss'),
      full_valid_mean_token_accuracy: number('validAccuracy'),
    },
  };
}
