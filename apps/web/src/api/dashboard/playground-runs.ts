import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { getRun, listRuns } from '../../features/playground/server/list-runs.ts';
import { clearRuns, deleteRun, shareRun } from '../../features/playground/server/share-run.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { projectPrincipal } from '../http/project-principal.ts';

const RunPage = z.object({
  after: z
    .string()
    .regex(/^run_[0-9A-Za-z]{24}$/, 'this is no id of a run')
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Below `/api/projects/:projectId/playground/runs`: the history of the person. */
export function playgroundRunRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/', async (c) => {
    const principal = await projectPrincipal(deps, c);
    return answerJson(c, await listRuns(deps, principal, parseInput(RunPage, c.req.query())));
  });
  app.delete('/', async (c) => answerJson(c, { deleted: await clearRuns(deps, await projectPrincipal(deps, c)) }));
  app.get('/:runId', async (c) =>
    answerJson(c, await getRun(deps, await projectPrincipal(deps, c), c.req.param('runId'))),
  );
  app.delete('/:runId', async (c) => {
    await deleteRun(deps, await projectPrincipal(deps, c), c.req.param('runId'));
    return answerJson(c, { deleted: true });
  });
  app.post('/:runId/share', async (c) => {
    await shareRun(deps, await projectPrincipal(deps, c), { runId: c.req.param('runId'), isShared: true });
    return answerJson(c, { isShared: true });
  });
  app.delete('/:runId/share', async (c) => {
    await shareRun(deps, await projectPrincipal(deps, c), { runId: c.req.param('runId'), isShared: false });
    return answerJson(c, { isShared: false });
  });
  return app;
}
