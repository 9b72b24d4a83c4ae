import { Predict } from '@modelmint/domain/wire/predict-call';
import { PredictInput } from '@modelmint/domain/wire/predict-input';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { readCallLimits } from '../../features/call/server/read-call-limits.ts';
import { keepRun } from '../../features/playground/server/keep-run.ts';
import { predict } from '../../features/prediction/server/predict.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { setRateHeaders } from '../http/limit-rate.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

const rowsMax = 100;

/** One row or a few, and every label by default. */
const Try = Predict.extend({
  input: PredictInput.refine(
    (input) => !Array.isArray(input) || input.length <= rowsMax,
    `at most ${rowsMax} rows here; the API takes more`,
  ),
  top_k: Predict.shape.top_k.default(1_000),
});

/** The cells of the first row, as a title. */
function cellsOf(input: PredictInput): string {
  const row = Array.isArray(input) ? input[0] : input;
  return Object.entries(row ?? {})
    .slice(0, 12)
    .map(([name, cell]) => `${name}: ${cell ?? '–'}`)
    .join(', ');
}

/** `POST /api/projects/:projectId/predictions`: the playground. Metered like every other call. */
export function predictionTrialRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const input = await readJson(c, Try);
    const requestId = c.get('requestId');
    const predicted = await predict(deps, principal, input, {
      requestId,
      route: 'playground',
      signal: c.req.raw.signal,
      limits: await readCallLimits(deps, principal),
      onRate: (state) => setRateHeaders(c, state),
    });
    const { model, modelId, results, tokens, latencyMs, amountMicros } = predicted;
    const told = {
      ...{ requestId, modelName: model, modelId, latencyMs, amountMicros },
      inputTokens: tokens,
      /** In the order of the rows. */
      predictions: results,
    };
    const { model: name, ...sent } = input;
    const runId = await keepRun(deps, principal, {
      ...{ mode: 'predict', model: name, text: cellsOf(sent.input), input: sent, answer: told, amountMicros },
    });
    return answerJson(c, { ...told, runId });
  });
  return app;
}
