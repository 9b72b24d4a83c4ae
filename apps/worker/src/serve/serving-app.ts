import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError, errorHttp, isAppError } from '@modelmint/domain/errors';
import {
  backgroundHeader,
  ClassifyRequest,
  deadlineHeader,
  EmbedRequest,
  GenerateRequest,
  type MergeAnswer,
  MergeRequest,
  mergePath,
  PredictRequest,
  RecommendRequest,
  type ServedModel,
  type ServingStatus,
  servingPaths,
} from '@modelmint/domain/serving-contract';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { type CallContext, classifyInputs } from './classify-inputs.ts';
import { deadlineSignal, PassedDeadline, readDeadline } from './deadline.ts';
import { embedInputs } from './embed-inputs.ts';
import { generateText } from './generate-text.ts';
import type { LoadedModel } from './loaded-model.ts';
import type { HeldModel, ModelCache } from './model-cache.ts';
import { predictRows } from './predict-rows.ts';
import { recommendItems } from './recommend-items.ts';
import { WorkQueues } from './work-queues.ts';

export interface ServingAppOptions {
  token: string;
  cache: ModelCache<LoadedModel>;
  engine: string;
  /** Without it the route says that there is none. */
  merge?: (request: MergeRequest) => Promise<MergeAnswer>;
}

const bodyBytesMax = 64 * 1024 * 1024;
/** An id becomes the name of a folder here. */
const localId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const localBase = z.object({ id: localId, storagePrefix: z.string().min(1) });
const local = { modelId: localId, base: localBase.nullable() };

/** The internal HTTP of a serving process. Every answer that is not 200 is `{error: {code, message, param, retryable}}`. */
export function makeServingApp({ token, cache, engine, merge }: ServingAppOptions): Hono {
  const app = new Hono();
  const queues = new WorkQueues();
  app.onError(answerError);
  app.notFound(() =>
    answerError(
      new AppError(
        'not_found',
        `The serving process has POST ${[...Object.values(servingPaths), mergePath].join(', ')} and GET /status.`,
      ),
    ),
  );
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
    onError: () => answerError(new AppError('request_too_large', `A call may have ${bodyBytesMax} bytes.`)),
  });
  const serve = <Request extends ServedModel>(
    path: string,
    schema: z.ZodType<Request>,
    run: (request: Request, context: CallContext) => Promise<object>,
  ) =>
    app.post(path, limit, async (c) => {
      const deadlineMs = readDeadline(c.req.header(deadlineHeader));
      const isBackground = c.req.header(backgroundHeader) === '1';
      const request = await readBody(c, schema);
      const isWarm = () => cache.isLoaded(request.modelId);
      const { signal, renew, end } = deadlineSignal(deadlineMs, { caller: c.req.raw.signal, isWarm });
      try {
        return c.json(
          await withModel(request, { cache, signal }, (model) =>
            run(request, { model, queues, signal, isBackground, renewDeadline: renew }),
          ),
        );
      } finally {
        end();
      }
    });
  app.post(mergePath, limit, async (c) => {
    if (merge === undefined) return c.notFound();
    const request = await readBody(c, MergeRequest.extend({ modelId: localId, base: localBase }));
    // It goes on for the next who asks when this one leaves.
    return c.json(await Promise.race([merge(request), aborted(c.req.raw.signal)]));
  });
  serve(servingPaths.classify, ClassifyRequest.extend(local), classifyInputs);
  serve(servingPaths.generate, GenerateRequest.extend(local), generateText);
  serve(servingPaths.embed, EmbedRequest.extend(local), embedInputs);
  serve(servingPaths.predict, PredictRequest.extend(local), predictRows);
  serve(servingPaths.recommend, RecommendRequest.extend(local), recommendItems);
  return app;
}

async function readBody<Request>(c: Context, schema: z.ZodType<Request>): Promise<Request> {
  const asked = schema.safeParse(await c.req.json().catch(() => undefined));
  if (asked.success) return asked.data;
  const [issue] = asked.error.issues;
  const place = issue?.path.join('.') ?? '';
  throw new AppError('invalid_value', `${place === '' ? 'The call' : place}: ${issue?.message ?? 'is malformed'}`);
}

/** Holds the model while the call runs. */
async function withModel<Answer>(
  { modelId, storagePrefix, base }: ServedModel,
  { cache, signal }: { cache: ModelCache<LoadedModel>; signal: AbortSignal },
  run: (model: LoadedModel) => Promise<Answer>,
): Promise<Answer> {
  // Loading goes on for the next caller when this one leaves.
  const held = await untilAborted(cache.hold(modelId, storagePrefix, base), signal);
  try {
    return await run(held.model);
  } finally {
    held.release();
  }
}

function untilAborted(holding: Promise<HeldModel<LoadedModel>>, signal: AbortSignal): Promise<HeldModel<LoadedModel>> {
  return Promise.race([holding, aborted(signal)]).catch((error: unknown) => {
    holding.then(
      ({ release }) => release(),
      () => undefined,
    );
    throw error;
  });
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** In a time that tells nothing about where they differ, nor about their length. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}

function answerError(error: Error): Response {
  if (error instanceof PassedDeadline) {
    const { code, message } = error;
    return Response.json({ error: { code, message, param: null, retryable: true } }, { status: 504 });
  }
  const known = isAppError(error) ? error : new AppError('internal_error', error.message);
  const { code, message, param, retryable } = known;
  return Response.json({ error: { code, message, param, retryable } }, { status: errorHttp[code].status });
}
