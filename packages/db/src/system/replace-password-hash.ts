import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** The same password under newer parameters. Nothing happens when it was changed meanwhile. */
export async function replacePasswordHash(
  db: Database,
  { userId, from, to }: { userId: string; from: string; to: string },
): Promise<void> {
  await withSystem(db, (tx) => tx.password.updateMany({ where: { userId, hash: from }, data: { hash: to } }));
}
