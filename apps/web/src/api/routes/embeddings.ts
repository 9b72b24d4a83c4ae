import { readEmbeddingBody } from '@modelmint/domain/wire/embedding-body';
import { toEmbeddingObject } from '@modelmint/domain/wire/embedding-object';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { type Embedded, embed } from '../../features/embedding/server/embed.ts';
import { answerCall } from '../http/answer-call.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { mebibyte } from '../http/read-body.ts';
import { readJsonValue } from '../http/read-json.ts';

const bytesMax = 8 * mebibyte;

/** `POST /v1/embeddings` */
export function embeddingRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/', async (c) => {
    const { encoding, ...input } = readEmbeddingBody(await readJsonValue(c, { bytesMax }));
    return answerCall<Embedded>(deps, c, {
      path: '/embeddings',
      input: { ...input, encoding },
      call: (context) => embed(deps, c.get('principal'), input, context),
      toWire: (embedded) => toEmbeddingObject(embedded, { encoding, dimensions: input.dimensions }),
    });
  });
  return app;
}
