import { renewInvitation } from '@modelmint/db/invitation/renew-invitation';
import { withOrg } from '@modelmint/db/with-org';
import { permissionToGive } from '@modelmint/domain/roles';
import type { Deps } from '../../../deps.ts';
import { hashToken, makeToken } from '../../account/server/session-cookie.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';
import { type Invited, type Inviter, mailOnce } from './invite-people.ts';
import { limitInvitations } from './send-invitation.ts';

/** A new link for seven more days; the old one ends. It is an invitation like the first: only an owner makes an owner. */
export async function resendInvitation(
  deps: Deps,
  principal: OrganizationPrincipal,
  { invitationId, inviter }: { invitationId: string; inviter: Inviter },
): Promise<Invited> {
  requirePermission(principal, 'member.write');
  const { organizationId, userId } = principal;
  await limitInvitations(deps, organizationId);
  const token = makeToken();
  const { email } = await withOrg(deps.db, organizationId, async (tx) => {
    const renewed = await renewInvitation(tx, { invitationId, tokenHash: hashToken(token), invitedByUserId: userId });
    requirePermission(principal, permissionToGive(renewed.role));
    if (renewed.role === 'OWNER') requireRecentSignIn(principal);
    const target = { kind: 'invitation', id: invitationId, name: renewed.email };
    await recordAct(tx, principal, { action: 'invitation.resend', target });
    return renewed;
  });
  const link = { organizationId, inviterName: inviter.name, email, token, language: inviter.language };
  return { email, outcome: await mailOnce(deps, link) };
}
