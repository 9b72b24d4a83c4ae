import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

export async function renameUser(db: Database, { userId, name }: { userId: string; name: string }): Promise<void> {
  await withSystem(db, (tx) => tx.user.update({ where: { id: userId }, data: { name } }));
}
