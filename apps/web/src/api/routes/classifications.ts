import { toClassificationObject } from '@modelmint/domain/wire/classification-object';
import { readClassifyBody } from '@modelmint/domain/wire/classify-call';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { classify } from '../../features/classification/server/classify.ts';
import { answerCall } from '../http/answer-call.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { mebibyte } from '../http/read-body.ts';
import { readJsonValue } from '../http/read-json.ts';

/** A few photographs, or many small images. */
const bytesMax = 32 * mebibyte;

export function classificationRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const input = readClassifyBody(await readJsonValue(c, { bytesMax }));
    return answerCall(deps, c, {
      path: '/classifications',
      input,
      call: (context) => classify(deps, c.get('principal'), input, context),
      toWire: toClassificationObject,
    });
  });
  return app;
}
