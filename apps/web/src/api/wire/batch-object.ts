import { batchStatusOf } from '@modelmint/domain/inference-job';
import { unixSeconds } from '@modelmint/domain/wire/unix-seconds';
import type { InferenceView } from '../../features/inference/server/inference-view.ts';

/** OpenAI's Batch; every key is always there. */
export function toBatchObject(job: InferenceView) {
  const { status, finishedAt, cancelRequestedAt, rowsTotal, rowsDone, rowsFailed, inputTokens, outputTokens } = job;
  const endedAs = (end: InferenceView['status']) => (status === end ? seconds(finishedAt) : null);
  return {
    id: job.id,
    object: 'batch' as const,
    endpoint: job.route,
    model: job.model,
    errors: errorsOf(job),
    input_file_id: job.inputFileId,
    completion_window: '24h' as const,
    status: batchStatusOf(job),
    output_file_id: job.outputFileId,
    error_file_id: job.errorFileId,
    created_at: unixSeconds(job.createdAt),
    in_progress_at: seconds(job.queuedAt),
    expires_at: unixSeconds(job.expiresAt),
    finalizing_at: seconds(job.finalizingAt),
    completed_at: endedAs('COMPLETED'),
    failed_at: endedAs('FAILED'),
    expired_at: endedAs('EXPIRED'),
    cancelling_at: seconds(cancelRequestedAt),
    cancelled_at: endedAs('CANCELLED'),
    request_counts: { total: rowsTotal, completed: rowsDone, failed: rowsFailed },
    usage: {
      input_tokens: inputTokens,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: outputTokens,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: inputTokens + outputTokens,
    },
    metadata: job.metadata,
  };
}

const seconds = (date: Date | null): number | null => (date === null ? null : unixSeconds(date));

/** What is wrong with the lines, or why the whole job has failed. */
function errorsOf({ problems, error }: InferenceView) {
  const whole = error === null ? [] : [{ code: error.code, line: null, message: error.message, param: error.param }];
  const data =
    problems.length > 0 ? problems.map(({ code, line, message, param }) => ({ code, line, message, param })) : whole;
  return data.length === 0 ? null : { object: 'list' as const, data };
}
