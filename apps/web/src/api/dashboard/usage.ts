import { type Context, Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { exportUsage } from '../../features/usage/server/export-usage.ts';
import { readUsage } from '../../features/usage/server/read-usage.ts';
import { UsageQuery } from '../../features/usage/server/usage-query.ts';
import { readGrouping, readRange } from '../../features/usage/ui/usage-range.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { parseInput } from '../http/parse-input.ts';
import { projectPrincipal } from '../http/project-principal.ts';
import { attachment, sendStream } from '../http/send-stream.ts';

/** Below `/api/projects/:projectId/usage`. */
export function usageRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/', async (c) => {
    const { query, by } = readQuery(c);
    return answerJson(c, await readUsage(deps, await projectPrincipal(deps, c), { ...query, by: readGrouping(by) }));
  });
  app.get('/csv', async (c) => {
    const { fileName, body } = exportUsage(deps, await projectPrincipal(deps, c), readQuery(c).query);
    const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': attachment(fileName) };
    return sendStream(deps, c, { body, head: { status: 200, headers } });
  });
  return app;
}

/** Without days, this month up to today. */
function readQuery(c: Context<ApiEnv>): { query: UsageQuery; by: string | undefined } {
  const { by, ...given } = c.req.query();
  const { from, to } = readRange({}, new Date());
  return { query: parseInput(UsageQuery, { from, to, ...given }), by };
}
