import { freeHold, lockHold } from '../ledger/close-hold.ts';
import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

const holdsAtOnce = 200;

/**
 * Frees the money of work that never came to an end. Who settles at the same moment wins or loses by the hold's row.
 * The hold of a job that waits or runs stays, however long that takes. Returns how many were freed.
 */
export async function expireHolds(db: Database): Promise<number> {
  const due = await withSystem(
    db,
    (tx) => tx.$queryRaw<{ id: string; organizationId: string }[]>`
      SELECT h."id", h."organizationId" FROM "hold" h
      WHERE h."state" = 'HELD' AND h."expiresAt" < now() AND NOT EXISTS (
        SELECT 1 FROM "fine_tuning_job" j WHERE j."holdId" = h."id" AND j."status" IN ('VALIDATING_FILES', 'QUEUED', 'RUNNING'))
        AND NOT EXISTS (SELECT 1 FROM "inference_job" i WHERE i."holdId" = h."id" AND i."status" IN ('QUEUED', 'RUNNING'))
      ORDER BY h."expiresAt" LIMIT ${holdsAtOnce}`,
  );
  let freed = 0;
  for (const { id, organizationId } of due) {
    // One transaction each: a batch would lock many wallets, in an order that another batch need not share.
    freed += await withSystem(db, async (tx) => {
      const hold = await lockHold(tx, { organizationId, holdId: id });
      // Settled or extended since it was listed.
      if (hold?.state !== 'HELD' || hold.expiresAt > new Date()) return 0;
      await freeHold(tx, hold, 'EXPIRED');
      return 1;
    });
  }
  return freed;
}
