import { findServingWorkers, type ServingWorker } from '@modelmint/db/system/find-serving-workers';
import { AppError, type ErrorCode, errorHttp, isAppError } from '@modelmint/domain/errors';
import { deadlineHeader } from '@modelmint/domain/serving-contract';
import type { Question } from '@modelmint/domain/wire/model-call';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';

/** A worker that cannot be reached is passed over, so often. */
const workersTriedMax = 3;
const retryAfterMs = 2_000;

const WorkerError = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    param: z.string().nullish(),
    retryable: z.boolean().optional(),
  }),
});

/**
 * Asks the worker that is likely to be fastest. Throws what the worker says, `engine_overloaded` when none can be
 * reached or the deadline passes, and the reason of `signal`, which is aborted when the client has gone: the worker
 * then stops computing.
 */
export async function callWorker<A>(
  deps: Deps,
  question: Question<A>,
  { signal, onAsk }: { signal: AbortSignal; onAsk?: (worker: ServingWorker) => void },
): Promise<A> {
  const until = Date.now() + question.deadlineMs;
  const workers = await findServingWorkers(deps.db, question.body.modelId);
  for (const worker of workers.slice(0, workersTriedMax)) {
    const leftMs = until - Date.now();
    if (leftMs <= 0) break;
    onAsk?.(worker);
    try {
      return await ask(deps, worker, { question, leftMs, signal });
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

async function ask<A>(
  deps: Deps,
  { url, workerId }: ServingWorker,
  { question, leftMs, signal }: { question: Question<A>; leftMs: number; signal: AbortSignal },
): Promise<A> {
  const deadline = AbortSignal.timeout(leftMs);
  try {
    const response = await fetch(new URL(question.path, url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${deps.env.secrets.internalToken}`,
        'content-type': 'application/json',
        [deadlineHeader]: String(leftMs),
      },
      body: JSON.stringify(question.body),
      signal: AbortSignal.any([signal, deadline]),
    });
    const body: unknown = await response.json();
    if (!response.ok) throw toAppError(body, { status: response.status, workerId });
    return readAnswer(body, question);
  } catch (error) {
    if (!deadline.aborted || signal.aborted) throw error;
    throw new AppError('engine_overloaded', 'The call took longer than it may. Ask for less at once.', {
      retryAfterMs,
      cause: error,
    });
  }
}

function readAnswer<A>(body: unknown, { answer, isWhole }: Question<A>): A {
  const read = answer.safeParse(body);
  if (read.success && isWhole(read.data)) return read.data;
  throw new AppError('internal_error', 'A worker answered in a form that is not in the contract.');
}

function toAppError(body: unknown, { status, workerId }: { status: number; workerId: string }): AppError {
  const told = WorkerError.safeParse(body);
  if (!told.success || !(told.data.error.code in errorHttp))
    return new AppError('internal_error', `The worker ${workerId} answered ${status} without a known code.`);
  const { code, message, param, retryable } = told.data.error;
  return new AppError(code as ErrorCode, message, {
    ...(typeof param === 'string' ? { param } : {}),
    ...(retryable === undefined ? {} : { retryable }),
    ...(retryable === true ? { retryAfterMs } : {}),
  });
}
