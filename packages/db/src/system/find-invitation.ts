import type { Role } from '@modelmint/domain/roles';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { isStillGiven } from './is-still-given.ts';

export interface FoundInvitation {
  id: string;
  state: 'open' | 'expired' | 'revoked' | 'accepted';
  email: string;
  role: Role;
  organizationId: string;
  organizationName: string;
  /** Who asked; null when their account is gone. */
  inviterName: string | null;
  acceptedByUserId: string | null;
  expiresAt: Date;
  /** Somebody has signed up with the address. Told to whoever has the link, who reads the mail of that address. */
  hasAccount: boolean;
}

/** What a link leads to, without using it. Null for a token that no invitation has, or has no more. */
export async function findInvitation(db: Database, tokenHash: string): Promise<FoundInvitation | null> {
  return withSystem(db, async (tx) => {
    const found = await tx.invitation.findUnique({
      where: { tokenHash },
      include: { organization: { select: { name: true, deleteRequestedAt: true } } },
    });
    if (found === null) return null;
    const inviter =
      found.invitedByUserId === null
        ? null
        : await tx.user.findUnique({ where: { id: found.invitedByUserId }, select: { name: true } });
    const account = await tx.user.findUnique({ where: { email: found.email }, select: { id: true } });
    const state = stateOf(found);
    const { id, email, role, organizationId, acceptedByUserId, expiresAt } = found;
    return {
      ...{ id, email, role, organizationId, acceptedByUserId, expiresAt },
      // As if withdrawn: whoever sent it has left, or may no longer give the role.
      state: state === 'open' && !(await isStillGiven(tx, found)) ? 'revoked' : state,
      organizationName: found.organization.name,
      inviterName: inviter?.name ?? null,
      hasAccount: account !== null,
    };
  });
}

function stateOf(found: {
  acceptedAt: Date | null;
  revokedAt: Date | null;
  expiresAt: Date;
  organization: { deleteRequestedAt: Date | null };
}): FoundInvitation['state'] {
  if (found.acceptedAt !== null) return 'accepted';
  if (found.revokedAt !== null || found.organization.deleteRequestedAt !== null) return 'revoked';
  return found.expiresAt.getTime() <= Date.now() ? 'expired' : 'open';
}
