import { inferenceStatuses } from '@modelmint/domain/inference-job';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { cancelEvaluation } from '../../features/evaluation/server/cancel-evaluation.ts';
import { compareEvaluations } from '../../features/evaluation/server/compare-evaluations.ts';
import { deleteEvaluation } from '../../features/evaluation/server/delete-evaluation.ts';
import { estimateEvaluation } from '../../features/evaluation/server/estimate-evaluation.ts';
import { EvaluationInput, StartEvaluation } from '../../features/evaluation/server/evaluation-input.ts';
import { ExportRows, exportRows } from '../../features/evaluation/server/export-rows.ts';
import { getEvaluation } from '../../features/evaluation/server/get-evaluation.ts';
import { listEvaluations } from '../../features/evaluation/server/list-evaluations.ts';
import { ListJudgedRows, listJudgedRows } from '../../features/evaluation/server/list-judged-rows.ts';
import { startEvaluation } from '../../features/evaluation/server/start-evaluation.ts';
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

/** Below `/api/projects/:projectId/evaluations`. */
export function evaluationRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.post('/estimate', async (c) => {
    const principal = await projectPrincipal(deps, c);
    return answerJson(c, await estimateEvaluation(deps, principal, await readJson(c, EvaluationInput)));
  });
  app.post('/', once(deps), async (c) => {
    const principal = await projectPrincipal(deps, c);
    return answerJson(c, await startEvaluation(deps, principal, await readJson(c, StartEvaluation)), 201);
  });
  app.get('/', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const { q, state, ...page } = parseInput(List, c.req.query());
    const statuses = state === undefined ? undefined : inferenceStatuses.filter((one) => one.toLowerCase() === state);
    const { evaluations, hasMore } = await listEvaluations(deps, principal, { ...page, statuses, text: q });
    return answerJson(c, { data: evaluations, hasMore });
  });
  app.get('/:evaluationId', async (c) =>
    answerJson(c, await getEvaluation(deps, await projectPrincipal(deps, c), c.req.param('evaluationId'))),
  );
  app.get('/:evaluationId/rows', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const asked = { evaluationId: c.req.param('evaluationId'), ...parseInput(ListJudgedRows, c.req.query()) };
    const { rows, hasMore } = await listJudgedRows(deps, principal, asked);
    return answerJson(c, { data: rows, hasMore });
  });
  app.get('/:evaluationId/rows/download', async (c) => {
    const principal = await projectPrincipal(deps, c);
    const asked = { evaluationId: c.req.param('evaluationId'), ...parseInput(ExportRows, c.req.query()) };
    const { fileName, contentType, body } = await exportRows(deps, principal, asked);
    const headers = { 'content-type': contentType, 'content-disposition': attachment(fileName) };
    return sendStream(deps, c, { body, head: { status: 200, headers } });
  });
  app.post('/:evaluationId/comparisons/:otherEvaluationId', async (c) => {
    const pair = { first: c.req.param('evaluationId'), second: c.req.param('otherEvaluationId') };
    return answerJson(c, await compareEvaluations(deps, await projectPrincipal(deps, c), pair));
  });
  app.post('/:evaluationId/cancel', async (c) =>
    answerJson(c, await cancelEvaluation(deps, await projectPrincipal(deps, c), c.req.param('evaluationId'))),
  );
  app.delete('/:evaluationId', async (c) =>
    answerJson(c, await deleteEvaluation(deps, await projectPrincipal(deps, c), c.req.param('evaluationId'))),
  );
  return app;
}
