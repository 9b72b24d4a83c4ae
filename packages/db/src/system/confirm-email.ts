import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { claimEmailToken } from './claim-email-token.ts';

/** Confirms the address of the link's owner; null when the link is of no use. */
export async function confirmEmail(db: Database, tokenHash: string): Promise<{ userId: string } | null> {
  return withSystem(db, async (tx) => {
    const userId = await claimEmailToken(tx, { tokenHash, kind: 'VERIFY' });
    if (userId === null) return null;
    await tx.user.updateMany({ where: { id: userId, emailVerified: null }, data: { emailVerified: new Date() } });
    return { userId };
  });
}
