import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { cancelInference } from '../../features/inference/server/cancel-inference.ts';
import { createBatch } from '../../features/inference/server/create-batch.ts';
import { getInference } from '../../features/inference/server/get-inference.ts';
import { listInference } from '../../features/inference/server/list-inference.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { answerOnce } from '../http/idempotent.ts';
import { listQuery, toWireList } from '../http/list-query.ts';
import { readJsonValue } from '../http/read-json.ts';
import { toBatchObject } from '../wire/batch-object.ts';
import { readCreateBatch } from '../wire/create-batch-body.ts';

const twenty = listQuery({ limit: 20, limitMax: 100 });

/** `/v1/batches`: inference jobs in OpenAI's shape. */
export function batchRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.post('/', async (c) => {
    const input = readCreateBatch(await readJsonValue(c));
    return answerOnce(deps, c, {
      route: 'POST /batches',
      fingerprint: input,
      isBlindRetrySafe: true,
      run: async (keep) =>
        toBatchObject(await createBatch(deps, c.get('principal'), input, (tx, job) => keep(tx, toBatchObject(job)))),
    });
  });

  app.get('/', async (c) => {
    const { jobs, hasMore } = await listInference(deps, c.get('principal'), parseInput(twenty, c.req.query()));
    return answerJson(c, toWireList(jobs.map(toBatchObject), hasMore));
  });

  app.get('/:batch_id', async (c) =>
    answerJson(c, toBatchObject(await getInference(deps, c.get('principal'), c.req.param('batch_id')))),
  );

  app.post('/:batch_id/cancel', async (c) =>
    answerJson(c, toBatchObject(await cancelInference(deps, c.get('principal'), c.req.param('batch_id')))),
  );
  return app;
}
