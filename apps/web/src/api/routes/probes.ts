import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '@modelmint/domain/errors';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import type { Drain } from '../drain.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';

const probeMsMax = 3_000;
/** Storage is written to in order to be sure; not at every question. */
const storageMs = 10_000;

export function probeRoutes(deps: Deps, drain: Drain): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  const storage = rarely(() => deps.storage.checkWritable(), storageMs);

  const alive = (c: Parameters<typeof answerJson>[0]) => answerJson(c, { status: 'ok' });
  app.get('/healthz', alive);
  app.get('/health', alive);

  app.get('/readyz', async (c) => {
    const parts = {
      database: await probe(async () => {
        await Promise.all([deps.db.app.$queryRaw`SELECT 1`, deps.db.system.$queryRaw`SELECT 1`]);
      }),
      queue: await probe(async () => {
        await deps.queue.counts();
      }),
      storage: await probe(storage),
    };
    const isReady = !drain.isDraining && Object.values(parts).every((part) => part === 'ok');
    const status = drain.isDraining ? 'draining' : isReady ? 'ok' : 'not ready';
    return answerJson(c, { status, ...parts }, isReady ? 200 : 503);
  });

  app.get('/metrics', async (c) => {
    const given = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (given === undefined || !isSame(given, deps.env.secrets.operatorToken))
      throw new AppError('unauthenticated', "Send the operator's token as a bearer token.");
    await noteQueues(deps);
    const { contentType, text } = await deps.metrics.read();
    return c.body(text, 200, { 'content-type': contentType });
  });
  return app;
}

/** What is wrong stays in the log: a probe is open to everybody who can reach the server. */
async function probe(run: () => Promise<void>): Promise<'ok' | 'failed'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'failed'>((resolve) => {
    timer = setTimeout(() => resolve('failed'), probeMsMax);
  });
  const tried = run().then(
    () => 'ok' as const,
    () => 'failed' as const,
  );
  const result = await Promise.race([tried, late]);
  clearTimeout(timer);
  return result;
}

/** The last result for a while, and one run at a time. */
function rarely(run: () => Promise<void>, everyMs: number): () => Promise<void> {
  let last: { result: Promise<void>; at: number } | null = null;
  return () => {
    if (last === null || Date.now() - last.at > everyMs) last = { result: run(), at: Date.now() };
    return last.result;
  };
}

function isSame(given: string, secret: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(secret));
}

async function noteQueues(deps: Deps): Promise<void> {
  try {
    for (const [queue, { waiting, active, delayed }] of Object.entries(await deps.queue.counts())) {
      deps.metrics.setQueueDepth(queue, 'waiting', waiting);
      deps.metrics.setQueueDepth(queue, 'active', active);
      deps.metrics.setQueueDepth(queue, 'delayed', delayed);
    }
  } catch (error) {
    deps.log.warn({ err: error }, 'the depth of the queues is not known');
  }
}
