import { Recommend } from '@modelmint/domain/wire/recommend-call';
import { toRecommendationObject } from '@modelmint/domain/wire/recommendation-object';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { recommend } from '../../features/recommendation/server/recommend.ts';
import { answerCall } from '../http/answer-call.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { readJson } from '../http/read-json.ts';

/** `POST /v1/recommendations` */
export function recommendationRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const input = await readJson(c, Recommend);
    return answerCall(deps, c, {
      path: '/recommendations',
      input,
      call: (context) => recommend(deps, c.get('principal'), input, context),
      toWire: toRecommendationObject,
    });
  });
  return app;
}
