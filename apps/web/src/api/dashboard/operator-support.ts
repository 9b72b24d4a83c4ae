import { StartSupport } from '@modelmint/domain/support-access';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { requireSession } from '../../features/account/server/read-session.ts';
import { endSupport, startSupport } from '../../features/support/server/start-support.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { operatorActor, recentOperator } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/operator`: into an organization as support, and out again. */
export function operatorSupportRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.post('/organizations/:organizationId/support', async (c) => {
    const operator = await recentOperator(deps, c);
    const { sessionHash } = await requireSession(deps, c.req.header('cookie'));
    const asked = { ...(await readJson(c, StartSupport)), organizationId: c.req.param('organizationId') };
    return answerJson(c, await startSupport(deps, { ...asked, operator, sessionHash }), 201);
  });
  app.post('/support/end', async (c) => {
    const operator = await operatorActor(deps, c);
    const { sessionHash } = await requireSession(deps, c.req.header('cookie'));
    return answerJson(c, await endSupport(deps, { operator, sessionHash }));
  });
  return app;
}
