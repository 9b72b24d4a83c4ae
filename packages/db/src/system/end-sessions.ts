import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Signs one browser out. */
export async function endSession(db: Database, sessionHash: string): Promise<void> {
  await withSystem(db, (tx) => tx.session.deleteMany({ where: { sessionToken: sessionHash } }));
}

/** Signs a person out everywhere. The answer is the number of sessions that ended. */
export async function endSessionsOf(db: Database, userId: string): Promise<number> {
  const { count } = await withSystem(db, (tx) => tx.session.deleteMany({ where: { userId } }));
  return count;
}
