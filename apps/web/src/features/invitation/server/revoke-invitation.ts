import { revokeInvitation as endInvitation } from '@modelmint/db/invitation/renew-invitation';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

/** From its commit on the link leads nowhere. */
export async function revokeInvitation(
  deps: Deps,
  principal: OrganizationPrincipal,
  invitationId: string,
): Promise<{ id: string; status: 'revoked' }> {
  requirePermission(principal, 'member.write');
  await withOrg(deps.db, principal.organizationId, async (tx) => {
    const { invitation, isNew } = await endInvitation(tx, invitationId);
    if (!isNew) return;
    const target = { kind: 'invitation', id: invitationId, name: invitation.email };
    await recordAct(tx, principal, { action: 'invitation.revoke', target });
  });
  return { id: invitationId, status: 'revoked' };
}
