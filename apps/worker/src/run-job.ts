import { translateDatabaseError } from '@modelmint/db/database-error';
import { AppError, isAppError } from '@modelmint/domain/errors';
import type { RunningJob } from '@modelmint/queue/make-worker';
import type { WorkerDeps } from './deps.ts';
import type { Handler, Handlers } from './jobs/handler.ts';

/** The one wrapper around every handler: logs, times, counts, and turns whatever was thrown into an AppError. */
export async function runJob(deps: WorkerDeps, handlers: Handlers, job: RunningJob): Promise<void> {
  const { name, payload, attempt, waitMs } = job;
  const log = deps.log.child({ job: name, ...payload, attempt });
  const startedAt = performance.now();
  const observe = (outcome: 'succeeded' | 'failed' | 'retried') => {
    const durationMs = performance.now() - startedAt;
    deps.metrics.observeJob({ name, outcome, waitMs, durationMs });
    return Math.round(durationMs);
  };
  try {
    // Each entry of the table takes the job of its own name; TypeScript cannot follow that through an index.
    const handler = handlers[name] as Handler<typeof name>;
    await handler({ ...deps, log }, job as never);
    log.debug({ durationMs: observe('succeeded') }, 'job: done');
  } catch (thrown) {
    const error = asAppError(thrown);
    const durationMs = observe(error.retryable ? 'retried' : 'failed');
    log.error({ err: error, durationMs, retryable: error.retryable }, 'job: failed');
    throw error;
  }
}

/** What nobody foresaw may be a passing trouble, so the queue tries it again as often as the catalogue allows. */
export function asAppError(thrown: unknown): AppError {
  const error = translateDatabaseError(thrown);
  if (isAppError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
    return new AppError('storage_full', "The disk of the worker's work folder is full.", {
      retryable: true,
      cause: error,
    });
  return new AppError('internal_error', message, { retryable: true, fault: 'platform', cause: error });
}

/** The same trouble as ours: a missing or refused object is the customer's fault only where the customer named it. */
export function asPlatformFault(thrown: unknown): AppError {
  const error = asAppError(thrown);
  if (error.fault === 'platform') return error;
  return new AppError('internal_error', error.message, { retryable: true, fault: 'platform', cause: error });
}
