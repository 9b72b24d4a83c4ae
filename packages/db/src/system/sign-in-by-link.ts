import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { claimEmailToken } from './claim-email-token.ts';
import { forgetUnprovedAccess } from './forget-unproved-access.ts';

/** Uses a sign-in link up. Whoever reads the mail owns the address, so it is confirmed. null when it is of no use. */
export async function signInByLink(db: Database, tokenHash: string): Promise<{ userId: string } | null> {
  return withSystem(db, async (tx) => {
    const userId = await claimEmailToken(tx, { tokenHash, kind: 'SIGN_IN' });
    if (userId === null) return null;
    await forgetUnprovedAccess(tx, userId);
    return { userId };
  });
}

/** Whose link it is; null when it was used, is too old or was never given out. Looking does not use it. */
export async function findSignInLink(db: Database, tokenHash: string): Promise<{ email: string } | null> {
  const found = await withSystem(db, (tx) =>
    tx.emailToken.findFirst({
      where: { tokenHash, kind: 'SIGN_IN', usedAt: null, expiresAt: { gt: new Date() } },
      select: { user: { select: { email: true } } },
    }),
  );
  return found?.user ?? null;
}
