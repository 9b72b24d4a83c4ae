import { parseInput } from '@modelmint/domain/wire/parse-input';
import { type Context, Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import type { OrganizationPrincipal, Principal } from '../../features/organization/server/principal.ts';
import { exportUsage } from '../../features/usage/server/export-usage.ts';
import { readUsage } from '../../features/usage/server/read-usage.ts';
import { UsageQuery } from '../../features/usage/server/usage-query.ts';
import { readGrouping, readRange } from '../../features/usage/ui/usage-range.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { organizationPrincipal, projectPrincipal } from '../http/project-principal.ts';
import { attachment, sendStream } from '../http/send-stream.ts';

/** Below `/api/projects/:projectId/usage`. */
export function usageRoutes(deps: Deps): Hono<ApiEnv> {
  return routesFor(deps, (c) => projectPrincipal(deps, c));
}

/** Below `/api/organizations/:organizationId/usage`: all of its projects. */
export function organizationUsageRoutes(deps: Deps): Hono<ApiEnv> {
  return routesFor(deps, (c) => organizationPrincipal(deps, c));
}

function routesFor(
  deps: Deps,
  principalOf: (c: Context<ApiEnv>) => Promise<OrganizationPrincipal | Principal>,
): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/', async (c) => {
    const principal = await principalOf(c);
    const { query, by } = readQuery(c);
    return answerJson(c, await readUsage(deps, principal, { ...query, by: readGrouping(by) }));
  });
  app.get('/csv', async (c) => {
    const { fileName, body } = await exportUsage(deps, await principalOf(c), readQuery(c).query);
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
