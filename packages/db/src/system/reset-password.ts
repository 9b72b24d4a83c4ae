import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { claimEmailToken } from './claim-email-token.ts';
import { forgetUnprovedAccess } from './forget-unproved-access.ts';
import { recordAccountAct } from './record-account-act.ts';

/**
 * A new password for the link's owner. Ends all their sessions, their other links that sign in and the delay of their
 * sign-in; whoever reads the mail owns the address, so it is confirmed. null when the link is of no use.
 */
export async function resetPassword(
  db: Database,
  { tokenHash, passwordHash }: { tokenHash: string; passwordHash: string },
): Promise<{ userId: string; email: string } | null> {
  return withSystem(db, async (tx) => {
    const userId = await claimEmailToken(tx, { tokenHash, kind: 'RESET' });
    if (userId === null) return null;
    await forgetUnprovedAccess(tx, userId);
    const changed = { hash: passwordHash, changedAt: new Date() };
    await tx.password.upsert({ where: { userId }, create: { userId, ...changed }, update: changed });
    await tx.session.deleteMany({ where: { userId } });
    await tx.signInChallenge.deleteMany({ where: { userId } });
    await tx.emailToken.deleteMany({ where: { userId, kind: { in: ['RESET', 'SIGN_IN'] }, usedAt: null } });
    const { email } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
    await tx.signInDelay.deleteMany({ where: { key: `account:${email}` } });
    await recordAccountAct(tx, { userId, action: 'account.change_password', details: { by: 'mail' } });
    return { userId, email };
  });
}
