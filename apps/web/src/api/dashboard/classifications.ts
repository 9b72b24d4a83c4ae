import { Classify } from '@modelmint/domain/wire/classify-call';
import { ClassifyInput } from '@modelmint/domain/wire/classify-input';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { readCallLimits } from '../../features/call/server/read-call-limits.ts';
import { classify } from '../../features/classification/server/classify.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { setRateHeaders } from '../http/limit-rate.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { mebibyte } from '../http/read-body.ts';
import { readJson } from '../http/read-json.ts';

/** One text or image, and every label by default. */
const Try = Classify.extend({
  input: ClassifyInput.refine((input) => !Array.isArray(input), 'send one text or one image'),
  top_k: Classify.shape.top_k.default(1_000),
});
/** An image as base64, with what stands around it. */
const bytesMax = 12 * mebibyte;

/** `POST /api/projects/:projectId/classifications`: the playground. Metered like every other call. */
export function playgroundRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const input = await readJson(c, Try, { bytesMax });
    const requestId = c.get('requestId');
    const { model, modelId, results, tokens, latencyMs, amountMicros } = await classify(deps, principal, input, {
      requestId,
      route: 'playground',
      signal: c.req.raw.signal,
      limits: await readCallLimits(deps, principal),
      onRate: (state) => setRateHeaders(c, state),
    });
    const [scores = []] = results;
    return answerJson(c, {
      requestId,
      modelName: model,
      modelId,
      scores,
      inputTokens: tokens,
      latencyMs,
      amountMicros,
    });
  });
  return app;
}
