import { Recommend } from '@modelmint/domain/wire/recommend-call';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { readCallLimits } from '../../features/call/server/read-call-limits.ts';
import { keepRun } from '../../features/playground/server/keep-run.ts';
import { recommend } from '../../features/recommendation/server/recommend.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { setRateHeaders } from '../http/limit-rate.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** For one user. */
const Try = Recommend.refine(({ users }) => users === undefined, { path: ['users'], message: 'send one user' });

/** `POST /api/projects/:projectId/recommendations`: the playground. Metered like every other call. */
export function recommendationTrialRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const input = await readJson(c, Try);
    const requestId = c.get('requestId');
    const recommended = await recommend(deps, principal, input, {
      requestId,
      route: 'playground',
      signal: c.req.raw.signal,
      limits: await readCallLimits(deps, principal),
      onRate: (state) => setRateHeaders(c, state),
    });
    const { model, modelId, results, tokens, latencyMs, amountMicros } = recommended;
    const told = {
      ...{ requestId, modelName: model, modelId, latencyMs, amountMicros },
      outputTokens: tokens,
      recommendation: results[0],
    };
    const { model: name, ...sent } = input;
    const runId = await keepRun(deps, principal, {
      ...{ mode: 'recommend', model: name, text: String(sent.user ?? ''), input: sent, answer: told, amountMicros },
    });
    return answerJson(c, { ...told, runId });
  });
  return app;
}
