import { AppError } from '@modelmint/domain/errors';
import type { Member } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** Throws `not_found`. */
export async function findMember(
  tx: OrgTransaction,
  { organizationId, userId }: { organizationId: string; userId: string },
): Promise<Member> {
  const member = await tx.member.findUnique({ where: { organizationId_userId: { organizationId, userId } } });
  if (member === null)
    throw new AppError('not_found', 'There is no such member. Somebody may have removed them just now.', {
      param: 'userId',
    });
  return member;
}
