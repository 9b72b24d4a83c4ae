import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { readCallLimits } from '../../features/call/server/read-call-limits.ts';
import { embed } from '../../features/embedding/server/embed.ts';
import { keepRun } from '../../features/playground/server/keep-run.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { setRateHeaders } from '../http/limit-rate.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

const text = z
  .string()
  .max(50_000, 'at most 50000 characters')
  .refine((value) => value.trim() !== '', 'the text is empty');
const Try = z.strictObject({ model: z.string().min(1).max(300), input: z.array(text).min(1).max(8) });

/** As many digits as a picture of it needs. */
const shorten = (value: number) => Number(value.toPrecision(5));

/** `POST /api/projects/:projectId/embeddings`: the playground. Metered like every other call. */
export function embeddingTrialRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const { model: name, input } = await readJson(c, Try);
    const requestId = c.get('requestId');
    const embedded = await embed(
      deps,
      principal,
      { model: name, inputs: input, dimensions: null },
      {
        requestId,
        route: 'playground',
        signal: c.req.raw.signal,
        limits: await readCallLimits(deps, principal),
        onRate: (state) => setRateHeaders(c, state),
      },
    );
    const { model, answer, promptTokens, latencyMs, amountMicros } = embedded;
    const told = { ...{ requestId, modelName: model, latencyMs, amountMicros }, inputTokens: promptTokens };
    const runId = await keepRun(deps, principal, {
      ...{ mode: 'embeddings', model: name, text: input[0] ?? '', input: { input }, amountMicros },
      answer: { ...told, vectors: answer.vectors.map((vector) => vector.map(shorten)) },
    });
    return answerJson(c, { ...told, vectors: answer.vectors, runId });
  });
  return app;
}
