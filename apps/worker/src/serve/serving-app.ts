import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError, type ErrorCode, errorHttp, isAppError } from '@modelmint/domain/errors';
import {
  type ClassifyAnswer,
  ClassifyRequest,
  deadlineHeader,
  type ServingStatus,
} from '@modelmint/domain/serving-contract';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Classifier, ClassifyQueue } from './classify-queue.ts';
import type { CachedModel, ModelCache } from './model-cache.ts';

export interface ServingAppOptions {
  token: string;
  cache: ModelCache<Classifier & CachedModel>;
  queue: ClassifyQueue;
  engine: string;
}

const bodyBytesMax = 64 * 1024 * 1024;
/** The id becomes the name of a folder here. */
const LocalRequest = ClassifyRequest.extend({ modelId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) });
const deadlineMsDefault = 60_000;
const deadlineMsMax = 600_000;

/** The internal HTTP of a serving process. Every answer that is not 200 is `{error: {code, message, retryable}}`. */
export function makeServingApp({ token, cache, queue, engine }: ServingAppOptions): Hono {
  const app = new Hono();
  app.onError((error) => {
    if (error instanceof PassedDeadline) return answer(504, error.code, error.message, true);
    const known = isAppError(error) ? error : new AppError('internal_error', error.message);
    return answer(errorHttp[known.code].status, known.code, known.message, known.retryable);
  });
  app.notFound(() => answer(404, 'not_found', 'The serving process has POST /classify and GET /status.', false));
  app.use(async (c, next) => {
    if (!isSame(c.req.header('authorization') ?? '', `Bearer ${token}`))
      throw new AppError('unauthenticated', 'The internal token is missing or wrong.');
    await next();
  });
  app.get('/status', (c) =>
    c.json({ warmModels: cache.ids, engine, memoryBytes: cache.bytes } satisfies ServingStatus),
  );
  const limit = bodyLimit({
    maxSize: bodyBytesMax,
    onError: () => answer(413, 'request_too_large', `A call may have ${bodyBytesMax} bytes.`, false),
  });
  app.post('/classify', limit, async (c) => {
    const deadline = readDeadline(c.req.header(deadlineHeader));
    const asked = LocalRequest.safeParse(await c.req.json().catch(() => undefined));
    if (!asked.success) throw new AppError('invalid_value', asked.error.issues[0]?.message ?? 'The call is malformed.');
    const isWarm = cache.isLoaded(asked.data.modelId);
    const signal = deadlineSignal(deadline, { caller: c.req.raw.signal, isWarm });
    return c.json(await classify(asked.data, { cache, queue, signal }));
  });
  return app;
}

async function classify(
  { modelId, storagePrefix, inputs, topK }: ClassifyRequest,
  { cache, queue, signal }: Pick<ServingAppOptions, 'cache' | 'queue'> & { signal: AbortSignal },
): Promise<ClassifyAnswer> {
  // Loading goes on for the next caller when this one leaves.
  const holding = cache.hold(modelId, storagePrefix);
  const held = await Promise.race([holding, aborted(signal)]).catch((error: unknown) => {
    holding.then(
      ({ release }) => release(),
      () => undefined,
    );
    throw error;
  });
  try {
    return await queue.run({ model: held.model, inputs, topK, signal });
  } finally {
    held.release();
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

class PassedDeadline extends Error {
  readonly code: ErrorCode;

  constructor(isWarm: boolean, deadlineMs: number) {
    super(
      isWarm
        ? `The call was not answered within ${deadlineMs} ms: the serving process is busy.`
        : `The model was not loaded within ${deadlineMs} ms. Call again: it goes on loading.`,
    );
    this.code = isWarm ? 'engine_overloaded' : 'model_loading';
  }
}

/** Milliseconds from now. */
function readDeadline(text: string | undefined): number {
  if (text === undefined) return deadlineMsDefault;
  const ms = Number(text);
  if (!Number.isFinite(ms) || ms <= 0)
    throw new AppError('invalid_value', `${deadlineHeader} is "${text}"; it is the number of milliseconds from now.`);
  return Math.min(ms, deadlineMsMax);
}

/** Aborts at the deadline, and when the caller has gone. */
function deadlineSignal(ms: number, { caller, isWarm }: { caller: AbortSignal; isWarm: boolean }): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(new PassedDeadline(isWarm, Math.round(ms))), ms);
  timer.unref();
  controller.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return AbortSignal.any([controller.signal, caller]);
}

/** In a time that tells nothing about where they differ, nor about their length. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function answer(status: number, code: ErrorCode, message: string, retryable: boolean): Response {
  return Response.json({ error: { code, message, retryable } }, { status });
}
