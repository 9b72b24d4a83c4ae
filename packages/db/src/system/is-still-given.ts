import { can, permissionToGive } from '@modelmint/domain/roles';
import type { Invitation } from '../generated/client.ts';
import type { SystemTransaction } from '../with-system.ts';

/**
 * Whether whoever sent an invitation may still give its role. Without this, somebody who is removed would come back by an
 * invitation that they sent to another address of theirs.
 */
export async function isStillGiven(
  tx: SystemTransaction,
  { organizationId, invitedByUserId, role }: Pick<Invitation, 'organizationId' | 'invitedByUserId' | 'role'>,
): Promise<boolean> {
  if (invitedByUserId === null) return false;
  const where = { organizationId_userId: { organizationId, userId: invitedByUserId } };
  const inviter = await tx.member.findUnique({ where, select: { role: true } });
  return inviter !== null && can(inviter.role, permissionToGive(role));
}
