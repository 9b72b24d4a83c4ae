import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';

export interface SignInRules {
  email: string;
  isDisabled: boolean;
  /** Codes from an app are on. */
  hasTwoFactor: boolean;
  /** The single sign-on that alone lets them in; null for the owners of its organization, who mend it when it is broken. */
  enforcedBy: { connectionId: string; organizationName: string } | null;
}

export async function findSignInRules(db: Database, userId: string): Promise<SignInRules | null> {
  return withSystem(db, async (tx) => {
    const found = await tx.user.findUnique({
      where: { id: userId },
      select: { email: true, disabledAt: true, twoFactor: { select: { confirmedAt: true } } },
    });
    if (found === null) return null;
    const { email, disabledAt, twoFactor } = found;
    return {
      email,
      isDisabled: disabledAt !== null,
      hasTwoFactor: twoFactor?.confirmedAt != null,
      enforcedBy: await findEnforcing(tx, userId, email),
    };
  });
}

async function findEnforcing(tx: SystemTransaction, userId: string, email: string): Promise<SignInRules['enforcedBy']> {
  const domain = email.slice(email.indexOf('@') + 1);
  const found = await tx.ssoConnection.findFirst({
    where: {
      domain,
      isEnforced: true,
      domainVerifiedAt: { not: null },
      // One that is being deleted lets nobody in by it, and so must not close the other ways.
      organization: { deleteRequestedAt: null, erasedAt: null, members: { none: { userId, role: 'OWNER' } } },
    },
    select: { id: true, organization: { select: { name: true } } },
  });
  return found === null ? null : { connectionId: found.id, organizationName: found.organization.name };
}
