import { GiveCredit } from '@modelmint/domain/credit-gift';
import { SetLimits } from '@modelmint/domain/organization-limits';
import { SuspendOrganization } from '@modelmint/domain/suspension';
import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import {
  findOrganizations,
  getOrganization,
  give,
  ListOrganizations,
  limit,
  resume,
  suspend,
} from '../../features/operator/server/organizations.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { operatorActor, recentOperator } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/operator/organizations`: every customer. */
export function operatorOrganizationRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  app.get('/', async (c) => answerJson(c, await findOrganizations(deps, parseInput(ListOrganizations, c.req.query()))));
  app.get('/:organizationId', async (c) => answerJson(c, await getOrganization(deps, c.req.param('organizationId'))));
  app.post('/:organizationId/suspend', async (c) => {
    const operator = await recentOperator(deps, c);
    const asked = await readJson(c, SuspendOrganization);
    return answerJson(c, await suspend(deps, { ...asked, organizationId: c.req.param('organizationId'), operator }));
  });
  app.post('/:organizationId/resume', async (c) => {
    const operator = await operatorActor(deps, c);
    return answerJson(c, await resume(deps, { organizationId: c.req.param('organizationId'), operator }));
  });
  app.post('/:organizationId/credit', async (c) => {
    const operator = await recentOperator(deps, c);
    const asked = await readJson(c, GiveCredit);
    return answerJson(c, await give(deps, { ...asked, organizationId: c.req.param('organizationId'), operator }), 201);
  });
  app.put('/:organizationId/limits', async (c) => {
    const operator = await recentOperator(deps, c);
    const asked = await readJson(c, SetLimits);
    return answerJson(c, await limit(deps, { ...asked, organizationId: c.req.param('organizationId'), operator }));
  });
  return app;
}
