import type { Member } from '../generated/client.ts';
import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';
import { keepOneOwner } from './keep-one-owner.ts';

/**
 * Under `lockOrganization`. What they made stays, but for what they tried in the playground: nobody else could take it
 * back. Throws `conflict` for the last owner.
 */
export async function removeMember(tx: OrgTransaction, member: Member): Promise<void> {
  await keepOneOwner(tx, member);
  const { organizationId, userId } = member;
  await tx.playgroundRun.deleteMany({ where: { organizationId, userId } });
  await tx.member.delete({ where: { organizationId_userId: { organizationId, userId } } });
  await notifyRow(tx, { organizationId, projectId: null, kind: 'member', id: userId });
}
