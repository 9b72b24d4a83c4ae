import { runImageCharactersMax } from '@modelmint/domain/playground-run';
import { Classify } from '@modelmint/domain/wire/classify-call';
import { ClassifyInput } from '@modelmint/domain/wire/classify-input';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { readCallLimits } from '../../features/call/server/read-call-limits.ts';
import { classify } from '../../features/classification/server/classify.ts';
import { keepRun, type Tried } from '../../features/playground/server/keep-run.ts';
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
  /** What the person calls the image. */
  name: z.string().max(300).optional(),
});
/** An image as base64, with what stands around it. */
const bytesMax = 12 * mebibyte;

/** A large image is not kept. */
function keptInput(input: ClassifyInput, name: string): Pick<Tried, 'mode' | 'text' | 'input'> {
  const one = Array.isArray(input) ? input[0] : input;
  if (typeof one === 'string') return { mode: 'texts', text: one, input: { input: one } };
  const image = one === undefined || one.image.length > runImageCharactersMax ? null : one.image;
  return { mode: 'images', text: name, input: { input: { image }, name } };
}

/** `POST /api/projects/:projectId/classifications`: the playground. Metered like every other call. */
export function playgroundRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const { name = '', ...input } = await readJson(c, Try, { bytesMax });
    const requestId = c.get('requestId');
    const { model, modelId, results, tokens, latencyMs, amountMicros } = await classify(deps, principal, input, {
      requestId,
      route: 'playground',
      signal: c.req.raw.signal,
      limits: await readCallLimits(deps, principal),
      onRate: (state) => setRateHeaders(c, state),
    });
    const [scores = []] = results;
    const told = { requestId, modelName: model, modelId, scores, inputTokens: tokens, latencyMs, amountMicros };
    const runId = await keepRun(deps, principal, {
      ...{ ...keptInput(input.input, name), model: input.model, answer: told, amountMicros },
    });
    return answerJson(c, { ...told, runId });
  });
  return app;
}
