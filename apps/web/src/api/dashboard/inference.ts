import { inferenceStatuses } from '@modelmint/domain/inference-job';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { cancelInference } from '../../features/inference/server/cancel-inference.ts';
import { createBatch } from '../../features/inference/server/create-batch.ts';
import { EstimateInference, estimateInference } from '../../features/inference/server/estimate-inference.ts';
import { ExportResults, exportResults } from '../../features/inference/server/export-results.ts';
import { getInference } from '../../features/inference/server/get-inference.ts';
import { InferenceInput } from '../../features/inference/server/inference-input.ts';
import { inspectInput } from '../../features/inference/server/inspect-input.ts';
import { listInference } from '../../features/inference/server/list-inference.ts';
import { ListResults, listResults } from '../../features/inference/server/list-results.ts';
import { nameFiles } from '../../features/inference/server/name-files.ts';
import { StartInference, startInference } from '../../features/inference/server/start-inference.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { listQuery } from '../http/list-query.ts';
import { once } from '../http/once.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';
import { attachment, sendStream } from '../http/send-stream.ts';

const states = inferenceStatuses.map((status) => status.toLowerCase());
const List = listQuery({ limit: 50, limitMax: 200 }).extend({
  q: z.string().max(200).optional(),
  state: z.enum(states, `it is one of ${states.join(', ')}`).optional(),
});
/** OpenAI's lines say the rest themselves. */
const Lines = InferenceInput.pick({ fileId: true, route: true }).extend({ name: StartInference.shape.name });

/** Below `/api/projects/:projectId/inference`. */
export function inferenceRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.get('/inputs/:inputFileId', async (c) =>
    answerJson(c, await inspectInput(deps, await projectPrincipal(deps, c), c.req.param('inputFileId'))),
  );
  app.post('/estimate', async (c) => {
    const principal = await projectPrincipal(deps, c);
    return answerJson(c, await estimateInference(deps, principal, await readJson(c, EstimateInference)));
  });
  app.post('/', once(deps), async (c) => {
    const principal = await projectPrincipal(deps, c);
    return answerJson(c, await startInference(deps, principal, await readJson(c, StartInference)), 201);
  });
  app.post('/lines', once(deps), async (c) => {
    const principal = await projectPrincipal(deps, c);
    const { fileId, route, name } = await readJson(c, Lines);
    const asked = { inputFileId: fileId, route, name: name ?? null, metadata: null };
    return answerJson(c, await createBatch(deps, principal, asked), 201);
  });
  app.get('/', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const { q, state, ...page } = parseInput(List, c.req.query());
    const statuses = state === undefined ? undefined : inferenceStatuses.filter((one) => one.toLowerCase() === state);
    const { jobs, hasMore } = await listInference(deps, principal, { ...page, statuses, text: q });
    return answerJson(c, { data: await nameFiles(deps, principal, jobs), hasMore });
  });
  app.get('/:inferenceId', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const [job] = await nameFiles(deps, principal, [await getInference(deps, principal, c.req.param('inferenceId'))]);
    return answerJson(c, job ?? null);
  });
  app.post('/:inferenceId/cancel', async (c) =>
    answerJson(c, await cancelInference(deps, await projectPrincipal(deps, c), c.req.param('inferenceId'))),
  );
  app.get('/:inferenceId/results', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const asked = { jobId: c.req.param('inferenceId'), ...parseInput(ListResults, c.req.query()) };
    return answerJson(c, { data: await listResults(deps, principal, asked) });
  });
  app.get('/:inferenceId/download', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const asked = { jobId: c.req.param('inferenceId'), ...parseInput(ExportResults, c.req.query()) };
    const { fileName, contentType, body } = await exportResults(deps, principal, asked);
    const headers = { 'content-type': contentType, 'content-disposition': attachment(fileName) };
    return sendStream(deps, c, { body, head: { status: 200, headers } });
  });
  return app;
}
