import type { AuditFrom } from '../audit/record-audit.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { recordAccountAct } from './record-account-act.ts';

interface ChangedPassword {
  userId: string;
  /** The hash that was checked; null for a person without a password. */
  oldHash: string | null;
  newHash: string;
  /** Of the browser that asks; all others are signed out. */
  sessionHash: string;
  from?: AuditFrom;
}

/** False when the password was changed meanwhile. Links for a new password and half sign-ins end with it. */
export async function changePassword(db: Database, change: ChangedPassword): Promise<boolean> {
  const { userId, oldHash, newHash: hash, sessionHash, from } = change;
  return withSystem(db, async (tx) => {
    if (oldHash === null) {
      const { count } = await tx.password.createMany({ data: { userId, hash }, skipDuplicates: true });
      if (count === 0) return false;
    } else {
      const changed = { hash, changedAt: new Date() };
      const { count } = await tx.password.updateMany({ where: { userId, hash: oldHash }, data: changed });
      if (count === 0) return false;
    }
    await tx.session.deleteMany({ where: { userId, sessionToken: { not: sessionHash } } });
    await tx.signInChallenge.deleteMany({ where: { userId } });
    await tx.emailToken.deleteMany({ where: { userId, kind: { in: ['RESET', 'SIGN_IN'] }, usedAt: null } });
    await recordAccountAct(tx, { userId, action: 'account.change_password', ...(from ? { from } : {}) });
    return true;
  });
}
