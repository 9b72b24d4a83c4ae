import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Signs one browser out. */
export async function endSession(db: Database, sessionHash: string): Promise<void> {
  await withSystem(db, (tx) => tx.session.deleteMany({ where: { sessionToken: sessionHash } }));
}

/** Signs one browser of a person out, by what the list of sessions calls it; false when they have no such session. */
export async function endSessionById(db: Database, { id, userId }: { id: string; userId: string }): Promise<boolean> {
  const { count } = await withSystem(db, (tx) => tx.session.deleteMany({ where: { id, userId } }));
  return count > 0;
}

/**
 * Signs a person out everywhere, but for the session named `except`. Half sign-ins end too.
 * The answer is the number of sessions that ended.
 */
export async function endSessionsOf(db: Database, userId: string, except?: string): Promise<number> {
  return withSystem(db, async (tx) => {
    await tx.signInChallenge.deleteMany({ where: { userId } });
    const { count } = await tx.session.deleteMany({
      where: { userId, ...(except === undefined ? {} : { sessionToken: { not: except } }) },
    });
    return count;
  });
}
