import { translateDatabaseError } from './database-error.ts';
import type { Prisma } from './generated/client.ts';
import type { Database } from './open-database.ts';

export type SystemTransaction = Prisma.TransactionClient;

/** One transaction over several tenants. For `src/system` only: its caller decides who may see what. */
export async function withSystem<T>(db: Database, run: (tx: SystemTransaction) => Promise<T>): Promise<T> {
  try {
    return await db.system.$transaction(run);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
