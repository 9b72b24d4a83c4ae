import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';
import { sessionIdleMs } from './find-session.ts';

/** How long a used or expired link, and the count of failed sign-ins, are kept. */
const keptMs = 7 * 24 * 3600 * 1000;

/** Removes sessions, half sign-ins, links and counters that cannot matter any more. */
export async function sweepAccounts(db: Database): Promise<void> {
  const now = Date.now();
  const before = new Date(now - keptMs);
  await withSystem(db, async (tx) => {
    await tx.session.deleteMany({
      where: { OR: [{ expires: { lt: new Date(now) } }, { lastSeenAt: { lt: new Date(now - sessionIdleMs) } }] },
    });
    await tx.emailToken.deleteMany({ where: { expiresAt: { lt: before } } });
    await tx.signInChallenge.deleteMany({ where: { expiresAt: { lt: new Date(now) } } });
    await tx.emailChange.deleteMany({ where: { expiresAt: { lt: new Date(now) } } });
    await tx.signInDelay.deleteMany({ where: { updatedAt: { lt: before } } });
  });
}
