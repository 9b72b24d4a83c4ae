import { findMember } from '@modelmint/db/member/find-member';
import { setRole } from '@modelmint/db/member/set-role';
import { lockOrganization } from '@modelmint/db/organization/lock-organization';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import {
  type OrganizationPrincipal,
  requirePermission,
  requireRecentSignIn,
} from '../../organization/server/principal.ts';

export const TransferOwnership = z.strictObject({ userId: z.string().min(1).max(64) });
export type TransferOwnership = z.output<typeof TransferOwnership>;

/** The other becomes an owner and who asks becomes an admin, in one step. */
export async function transferOwnership(
  deps: Deps,
  principal: OrganizationPrincipal,
  { userId }: TransferOwnership,
): Promise<{ ownerId: string }> {
  requirePermission(principal, 'owner.write');
  requireRecentSignIn(principal);
  const { organizationId } = principal;
  const ownId = principal.userId ?? '';
  if (userId === ownId)
    throw new AppError('invalid_value', 'You are an owner already. Choose somebody else.', { param: 'userId' });
  await withOrg(deps.db, organizationId, async (tx) => {
    await lockOrganization(tx, organizationId);
    const own = await findMember(tx, { organizationId, userId: ownId });
    // Read again under the lock: another owner may have taken the role away in the meantime.
    requirePermission({ ...principal, role: own.role }, 'owner.write');
    await setRole(tx, await findMember(tx, { organizationId, userId }), 'OWNER');
    await setRole(tx, own, 'ADMIN');
    await recordAct(tx, principal, { action: 'organization.transfer', target: { kind: 'user', id: userId } });
  });
  return { ownerId: userId };
}
