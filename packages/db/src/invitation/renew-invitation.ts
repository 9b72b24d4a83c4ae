import { AppError } from '@modelmint/domain/errors';
import { invitationEnd } from '@modelmint/domain/organization-rules';
import type { Invitation } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** A new link of whoever asks, valid from now on; the old one ends. Throws `not_found` for one that is answered or withdrawn. */
export async function renewInvitation(
  tx: OrgTransaction,
  { invitationId, ...link }: { invitationId: string; tokenHash: string; invitedByUserId: string | null },
): Promise<Invitation> {
  const sentAt = new Date();
  const { count } = await tx.invitation.updateMany({
    where: { id: invitationId, acceptedAt: null, revokedAt: null },
    data: { ...link, sentAt, expiresAt: invitationEnd(sentAt) },
  });
  if (count === 0) throw noInvitation();
  return tx.invitation.findUniqueOrThrow({ where: { id: invitationId } });
}

/** Its link ends. Twice is harmless. Throws `not_found` for one that is answered. */
export async function revokeInvitation(
  tx: OrgTransaction,
  invitationId: string,
): Promise<{ invitation: Invitation; isNew: boolean }> {
  const { count } = await tx.invitation.updateMany({
    where: { id: invitationId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: new Date() },
  });
  const invitation = await tx.invitation.findUnique({ where: { id: invitationId } });
  if (invitation === null || invitation.acceptedAt !== null) throw noInvitation();
  return { invitation, isNew: count > 0 };
}

const noInvitation = () =>
  new AppError('not_found', 'There is no such open invitation. It may have been accepted or withdrawn.', {
    param: 'invitationId',
  });
