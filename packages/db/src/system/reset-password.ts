import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { claimEmailToken } from './claim-email-token.ts';

/**
 * A new password for the link's owner. Ends all their sessions, their other reset links and the delay of their
 * sign-in; whoever reads the mail owns the address, so it is confirmed. null when the link is of no use.
 */
export async function resetPassword(
  db: Database,
  { tokenHash, passwordHash }: { tokenHash: string; passwordHash: string },
): Promise<{ userId: string; email: string } | null> {
  return withSystem(db, async (tx) => {
    const userId = await claimEmailToken(tx, { tokenHash, kind: 'RESET' });
    if (userId === null) return null;
    const changed = { hash: passwordHash, changedAt: new Date() };
    await tx.password.upsert({ where: { userId }, create: { userId, ...changed }, update: changed });
    await tx.user.updateMany({ where: { id: userId, emailVerified: null }, data: { emailVerified: new Date() } });
    await tx.session.deleteMany({ where: { userId } });
    await tx.emailToken.deleteMany({ where: { userId, kind: 'RESET', usedAt: null } });
    const { email } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
    await tx.signInDelay.deleteMany({ where: { key: `account:${email}` } });
    return { userId, email };
  });
}
