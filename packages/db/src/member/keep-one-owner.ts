import { AppError } from '@modelmint/domain/errors';
import type { Member } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** Under `lockOrganization`: an organization without an owner could be neither given away nor ended. */
export async function keepOneOwner(tx: OrgTransaction, { organizationId, userId, role }: Member): Promise<void> {
  if (role !== 'OWNER') return;
  const others = await tx.member.count({ where: { organizationId, role: 'OWNER', userId: { not: userId } } });
  if (others === 0)
    throw new AppError(
      'conflict',
      'This is the last owner of the organization. Make somebody else an owner first, or delete the organization.',
      { param: 'userId' },
    );
}
