import { findMember } from '@modelmint/db/member/find-member';
import { removeMember } from '@modelmint/db/member/remove-member';
import { lockOrganization } from '@modelmint/db/organization/lock-organization';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';

/** Whoever belongs may go, but for the last owner. */
export async function leaveOrganization(deps: Deps, principal: OrganizationPrincipal): Promise<{ status: 'left' }> {
  requirePermission(principal, 'organization.read');
  const { organizationId } = principal;
  const userId = principal.userId ?? '';
  await withOrg(deps.db, organizationId, async (tx) => {
    await lockOrganization(tx, organizationId);
    const member = await findMember(tx, { organizationId, userId });
    await removeMember(tx, member);
    const details = { role: member.role };
    await recordAct(tx, principal, { action: 'member.leave', target: { kind: 'user', id: userId }, details });
  });
  return { status: 'left' };
}
