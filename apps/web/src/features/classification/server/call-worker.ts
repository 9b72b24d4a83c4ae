import { findServingWorkers, type ServingWorker } from '@modelmint/db/system/find-serving-workers';
import { AppError, type ErrorCode, errorHttp, isAppError } from '@modelmint/domain/errors';
import { ClassifyAnswer, type ClassifyRequest, deadlineHeader } from '@modelmint/domain/serving-contract';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';

/** A worker that cannot be reached is passed over, so often. */
const workersTriedMax = 3;
const retryAfterMs = 2_000;

const WorkerError = z.object({
  error: z.object({ code: z.string(), message: z.string(), retryable: z.boolean().optional() }),
});

export interface CallOptions {
  deadlineMs: number;
  /** Aborted when the client has gone: the worker stops computing. */
  signal: AbortSignal;
}

/**
 * Asks the worker that is likely to be fastest. Throws what the worker says, `engine_overloaded` when none can be
 * reached or the deadline passes, and the signal's reason.
 */
export async function callWorker(
  deps: Deps,
  request: ClassifyRequest,
  { deadlineMs, signal }: CallOptions,
): Promise<ClassifyAnswer> {
  const until = Date.now() + deadlineMs;
  const workers = await findServingWorkers(deps.db, request.modelId);
  for (const worker of workers.slice(0, workersTriedMax)) {
    const leftMs = until - Date.now();
    if (leftMs <= 0) break;
    try {
      return await ask(deps, worker, { request, leftMs, signal });
    } catch (error) {
      if (isAppError(error) || signal.aborted) throw error;
      deps.log.warn({ err: error, workerId: worker.workerId }, 'worker cannot be reached');
    }
  }
  throw new AppError(
    'engine_overloaded',
    workers.length === 0
      ? 'No worker answers calls at the moment. Try again in a few seconds.'
      : 'The workers did not answer in time. Try again in a few seconds.',
    { retryAfterMs },
  );
}

async function ask(
  deps: Deps,
  { url, workerId }: ServingWorker,
  { request, leftMs, signal }: { request: ClassifyRequest; leftMs: number; signal: AbortSignal },
): Promise<ClassifyAnswer> {
  const deadline = AbortSignal.timeout(leftMs);
  try {
    const response = await fetch(new URL('/classify', url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${deps.env.secrets.internalToken}`,
        'content-type': 'application/json',
        [deadlineHeader]: String(leftMs),
      },
      body: JSON.stringify(request),
      signal: AbortSignal.any([signal, deadline]),
    });
    const body: unknown = await response.json();
    if (!response.ok) throw toAppError(body, { status: response.status, workerId });
    return readAnswer(body, request);
  } catch (error) {
    if (!deadline.aborted || signal.aborted) throw error;
    throw new AppError('engine_overloaded', 'The call took longer than it may. Send fewer inputs at once.', {
      retryAfterMs,
      cause: error,
    });
  }
}

function readAnswer(body: unknown, { inputs }: ClassifyRequest): ClassifyAnswer {
  const answer = ClassifyAnswer.safeParse(body);
  if (answer.success && answer.data.results.length === inputs.length && answer.data.tokens.length === inputs.length)
    return answer.data;
  throw new AppError('internal_error', 'A worker answered in a form that is not in the contract.');
}

function toAppError(body: unknown, { status, workerId }: { status: number; workerId: string }): AppError {
  const told = WorkerError.safeParse(body);
  if (!told.success || !(told.data.error.code in errorHttp))
    return new AppError('internal_error', `The worker ${workerId} answered ${status} without a known code.`);
  const { code, message, retryable } = told.data.error;
  return new AppError(code as ErrorCode, message, {
    ...(retryable === undefined ? {} : { retryable }),
    ...(retryable === true ? { retryAfterMs } : {}),
  });
}
