import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { readCallLimits } from '../../features/call/server/read-call-limits.ts';
import { embed } from '../../features/embedding/server/embed.ts';
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
    return answerJson(c, {
      ...{ requestId, modelName: model, latencyMs, amountMicros },
      inputTokens: promptTokens,
      vectors: answer.vectors,
    });
  });
  return app;
}
