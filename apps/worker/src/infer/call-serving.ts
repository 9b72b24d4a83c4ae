import { findServingWorkers } from '@modelmint/db/system/find-serving-workers';
import { AppError, type ErrorCode, errorHttp, isAppError } from '@modelmint/domain/errors';
import { backgroundHeader, deadlineHeader } from '@modelmint/domain/serving-contract';
import type { AskedCall } from '@modelmint/domain/wire/call-route';
import { z } from 'zod';
import type { WorkerDeps } from '../deps.ts';
import { turnWaitMsMax } from '../serve/background-gate.ts';

export type ServingQuestion = Pick<AskedCall, 'path' | 'body'>;

const WorkerError = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    param: z.string().nullish(),
    retryable: z.boolean().optional(),
  }),
});

/**
 * Nobody waits for the answers, so each may take as long as any call; with the wait for its turn it stays below the five
 * minutes after which fetch gives up.
 */
export const backgroundDeadlineMs = 240_000;

/** Thrown for what was not answered within its deadline although it had its turn: asking again may take as long again. */
export class TooSlow extends Error {}

export interface CallOptions {
  signal: AbortSignal;
  deadlineMs?: number;
}

/** Nobody is there, or all are busy: the same call may be answered later, and nobody is to blame. */
export function isBusy(error: unknown): boolean {
  return isAppError(error) && error.retryable && (error.code === 'engine_overloaded' || error.code === 'model_loading');
}

/**
 * Asks a serving process, that of this worker first, for what may wait: callers who look at the answer come first. Throws
 * what it says, a busy one when nobody can be reached, `TooSlow`, and `worker_lost` when it ended while it answered.
 */
export async function callServing(
  deps: WorkerDeps,
  question: ServingQuestion,
  { signal, deadlineMs = backgroundDeadlineMs }: CallOptions,
): Promise<unknown> {
  const workers = await findServingWorkers(deps.db, question.body.modelId, { own: deps.workerId });
  const ordered = workers.toSorted(
    (a, b) => Number(b.workerId === deps.workerId) - Number(a.workerId === deps.workerId),
  );
  for (const { url } of ordered) {
    signal.throwIfAborted();
    const response = await ask(deps, url, { question, signal, deadlineMs });
    if (response === null) continue;
    return response;
  }
  throw new AppError('engine_overloaded', 'No worker answers calls at the moment.', { retryable: true });
}

/** Null: nobody listens there. */
async function ask(
  { env }: WorkerDeps,
  url: string,
  { question, signal, deadlineMs }: Required<CallOptions> & { question: ServingQuestion },
): Promise<unknown> {
  try {
    const response = await fetch(new URL(question.path, url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${env.secrets.internalToken}`,
        'content-type': 'application/json',
        [deadlineHeader]: String(deadlineMs),
        [backgroundHeader]: '1',
      },
      body: JSON.stringify(question.body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs + turnWaitMsMax + 5_000)]),
    });
    const body: unknown = await response.json();
    if (response.ok) return body;
    const error = toAppError(body, response.status);
    if (response.status === 504 && error.code === 'engine_overloaded') throw new TooSlow(error.message);
    throw error;
  } catch (error) {
    signal.throwIfAborted();
    if (isAppError(error) || error instanceof TooSlow) throw error;
    if (isRefused(error)) return null;
    throw new AppError('worker_lost', 'The process that runs the model ended while it answered.', {
      fault: 'platform',
      cause: error,
    });
  }
}

function isRefused(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED';
}

function toAppError(body: unknown, status: number): AppError {
  const told = WorkerError.safeParse(body);
  if (!told.success || !(told.data.error.code in errorHttp))
    return new AppError('internal_error', `The process that runs the model answered ${status} without a known code.`);
  const { code, message, param, retryable } = told.data.error;
  return new AppError(code as ErrorCode, message, {
    ...(typeof param === 'string' ? { param } : {}),
    ...(retryable === undefined ? {} : { retryable }),
  });
}
