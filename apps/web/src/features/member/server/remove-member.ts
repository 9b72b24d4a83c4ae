import { findMember } from '@modelmint/db/member/find-member';
import { removeMember as deleteMember } from '@modelmint/db/member/remove-member';
import { lockOrganization } from '@modelmint/db/organization/lock-organization';
import { withOrg } from '@modelmint/db/with-org';
import { permissionToGive } from '@modelmint/domain/roles';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';

/** From its commit on they see nothing of the organization; what they made stays. */
export async function removeMember(
  deps: Deps,
  principal: OrganizationPrincipal,
  userId: string,
): Promise<{ userId: string; status: 'removed' }> {
  requirePermission(principal, 'member.write');
  const { organizationId } = principal;
  await withOrg(deps.db, organizationId, async (tx) => {
    await lockOrganization(tx, organizationId);
    const member = await findMember(tx, { organizationId, userId });
    requirePermission(principal, permissionToGive(member.role));
    if (member.role === 'OWNER') requireRecentSignIn(principal);
    await deleteMember(tx, member);
    const details = { role: member.role };
    await recordAct(tx, principal, { action: 'member.remove', target: { kind: 'user', id: userId }, details });
  });
  return { userId, status: 'removed' };
}
