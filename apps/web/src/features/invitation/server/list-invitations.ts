import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import { type InvitationView, toInvitationView } from './invitation-view.ts';

/** Those that nobody has answered, the newest first; expired ones too, since they can be sent again. */
export async function listInvitations(deps: Deps, principal: OrganizationPrincipal): Promise<InvitationView[]> {
  requirePermission(principal, 'member.write');
  const rows = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.invitation.findMany({
      where: { acceptedAt: null, revokedAt: null },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    }),
  );
  return rows.map(toInvitationView);
}
