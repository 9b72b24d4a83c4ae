import { AllowSupport } from '@modelmint/domain/support-access';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { allowSupport, withdrawSupport } from '../../features/support/server/allow-support.ts';
import { readSupport } from '../../features/support/server/read-support.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { organizationPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/organizations/:organizationId/support`: what the operator's support may do there. */
export function supportRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/', async (c) => answerJson(c, await readSupport(deps, await organizationPrincipal(deps, c))));
  app.put('/', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await allowSupport(deps, principal, await readJson(c, AllowSupport)));
  });
  app.delete('/', async (c) => answerJson(c, await withdrawSupport(deps, await organizationPrincipal(deps, c))));
  return app;
}
