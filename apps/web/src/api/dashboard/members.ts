import { parseInput } from '@modelmint/domain/wire/parse-input';
import { Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { ChangeMember, changeMember } from '../../features/member/server/change-member.ts';
import { leaveOrganization } from '../../features/member/server/leave-organization.ts';
import { ListMembers, listMembers } from '../../features/member/server/list-members.ts';
import { removeMember } from '../../features/member/server/remove-member.ts';
import { TransferOwnership, transferOwnership } from '../../features/member/server/transfer-ownership.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { organizationPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';

/** Below `/api/organizations/:organizationId`: who belongs to it. */
export function memberRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });

  app.get('/members', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await listMembers(deps, principal, parseInput(ListMembers, c.req.query())));
  });
  app.patch('/members/:userId', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const change = await readJson(c, ChangeMember);
    return answerJson(c, await changeMember(deps, principal, { userId: c.req.param('userId'), change }));
  });
  app.delete('/members/:userId', async (c) =>
    answerJson(c, await removeMember(deps, await organizationPrincipal(deps, c), c.req.param('userId'))),
  );
  app.post('/leave', async (c) => answerJson(c, await leaveOrganization(deps, await organizationPrincipal(deps, c))));
  app.post('/owner', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    return answerJson(c, await transferOwnership(deps, principal, await readJson(c, TransferOwnership)));
  });
  return app;
}
