import { type Context, Hono } from 'hono';
import type { Deps } from '../../deps.ts';
import { requireSession } from '../../features/account/server/read-session.ts';
import {
  AcceptInvitation,
  acceptInvitation,
  JoinByInvitation,
  joinByInvitation,
} from '../../features/invitation/server/accept-invitation.ts';
import { InvitePeople, type Inviter, invitePeople } from '../../features/invitation/server/invite-people.ts';
import { listInvitations } from '../../features/invitation/server/list-invitations.ts';
import { resendInvitation } from '../../features/invitation/server/resend-invitation.ts';
import { revokeInvitation } from '../../features/invitation/server/revoke-invitation.ts';
import { answerJson } from '../http/answer-json.ts';
import type { ApiEnv } from '../http/api-env.ts';
import { auditFrom } from '../http/client-address.ts';
import { once } from '../http/once.ts';
import { organizationPrincipal } from '../http/project-principal.ts';
import { readJson } from '../http/read-json.ts';
import { languageOf } from './account-actor.ts';

/** Below `/api/organizations/:organizationId/invitations`: who was asked to join it. */
export function invitationRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  const inviterOf = async (c: Context<ApiEnv>): Promise<Inviter> => {
    const { user } = await requireSession(deps, c.req.header('cookie'));
    return { name: user.name, language: languageOf(c) };
  };

  app.get('/', async (c) => answerJson(c, { data: await listInvitations(deps, await organizationPrincipal(deps, c)) }));
  app.post('/', once(deps), async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const asked = { input: await readJson(c, InvitePeople), inviter: await inviterOf(c) };
    return answerJson(c, { data: await invitePeople(deps, principal, asked) }, 201);
  });
  app.post('/:invitationId/resend', async (c) => {
    const principal = await organizationPrincipal(deps, c);
    const asked = { invitationId: c.req.param('invitationId'), inviter: await inviterOf(c) };
    return answerJson(c, await resendInvitation(deps, principal, asked));
  });
  app.delete('/:invitationId', async (c) =>
    answerJson(c, await revokeInvitation(deps, await organizationPrincipal(deps, c), c.req.param('invitationId'))),
  );
  return app;
}

/** Below `/api/invitations`: what whoever has the link of one can do with it. */
export function invitationLinkRoutes(deps: Deps): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>({ strict: false });
  const fromOf = (c: Context<ApiEnv>) => auditFrom(c.env.incoming, deps.env.trustedProxies);

  app.post('/accept', async (c) => {
    const { user } = await requireSession(deps, c.req.header('cookie'));
    const { token } = await readJson(c, AcceptInvitation);
    return answerJson(c, await acceptInvitation(deps, user, { token, from: fromOf(c) }));
  });
  app.post('/join', async (c) =>
    answerJson(c, await joinByInvitation(deps, await readJson(c, JoinByInvitation), fromOf(c)), 201),
  );
  return app;
}
