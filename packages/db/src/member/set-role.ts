import { canBeLimited, type Role } from '@modelmint/domain/roles';
import type { Member } from '../generated/client.ts';
import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';
import { keepOneOwner } from './keep-one-owner.ts';

/** Under `lockOrganization`. A role that sees every project ends a limit. Throws `conflict` for the last owner. */
export async function setRole(tx: OrgTransaction, member: Member, role: Role): Promise<void> {
  const { organizationId, userId } = member;
  if (role !== 'OWNER') await keepOneOwner(tx, member);
  const isFree = !canBeLimited(role);
  await tx.member.update({
    where: { organizationId_userId: { organizationId, userId } },
    data: { role, ...(isFree ? { isLimited: false } : {}) },
  });
  if (isFree) await tx.memberProject.deleteMany({ where: { organizationId, userId } });
  await notifyRow(tx, { organizationId, projectId: null, kind: 'member', id: userId });
}
