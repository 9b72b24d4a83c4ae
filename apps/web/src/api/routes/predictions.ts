import { Predict } from '@modelmint/domain/wire/predict-call';
import { toPredictionObject } from '@modelmint/domain/wire/prediction-object';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { predict } from '../../features/prediction/server/predict.ts';
import { answerCall } from '../http/answer-call.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { mebibyte } from '../http/read-body.ts';
import { readJson } from '../http/read-json.ts';

/** Many rows of many columns. */
const bytesMax = 32 * mebibyte;

/** `POST /v1/predictions` */
export function predictionRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const input = await readJson(c, Predict, { bytesMax });
    return answerCall(deps, c, {
      path: '/predictions',
      input,
      call: (context) => predict(deps, c.get('principal'), input, context),
      toWire: toPredictionObject,
    });
  });
  return app;
}
