import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { readConsole, runLedgerChecks } from '../../features/operator/server/read-console.ts';
import { requireOperator } from '../../features/organization/server/require-principal.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';

/** Below `/api/operator`; nothing is there for anybody else. */
export function operatorRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.use('*', async (c, next) => {
    await requireOperator(deps, c.req.header('cookie'));
    await next();
  });
  app.get('/', async (c) => answerJson(c, await readConsole(deps)));
  app.post('/ledger-checks', async (c) => answerJson(c, { data: await runLedgerChecks(deps) }));
  return app;
}
