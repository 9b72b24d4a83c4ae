import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Forgets answers that are older than 24 hours. Returns how many. */
export async function sweepIdempotentAnswers(db: Database): Promise<number> {
  return withSystem(
    db,
    (tx) => tx.$executeRaw`DELETE FROM "idempotent_answer" WHERE "createdAt" < now() - interval '24 hours'`,
  );
}
