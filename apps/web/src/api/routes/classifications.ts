import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { Classify, classify } from '../../features/classification/server/classify.ts';
import { refuseMixedInput } from '../../features/classification/server/classify-input.ts';
import { answerCall } from '../http/answer-call.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { parseInput } from '../http/parse-input.ts';
import { mebibyte } from '../http/read-body.ts';
import { readJsonValue } from '../http/read-json.ts';
import { toClassificationObject } from '../wire/classification-object.ts';

/** A few photographs, or many small images. */
const bytesMax = 32 * mebibyte;

export function classificationRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const value = await readJsonValue(c, { bytesMax });
    refuseMixedInput((value as { input?: unknown }).input);
    const input = parseInput(Classify, value);
    return answerCall(deps, c, {
      path: '/classifications',
      input,
      call: (context) => classify(deps, c.get('principal'), input, context),
      toWire: toClassificationObject,
    });
  });
  return app;
}
