import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Its person proved again who they are. */
export async function confirmSession(db: Database, sessionHash: string): Promise<void> {
  await withSystem(db, (tx) =>
    tx.session.updateMany({ where: { sessionToken: sessionHash }, data: { confirmedAt: new Date() } }),
  );
}
