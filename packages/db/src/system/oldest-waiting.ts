import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Since when the oldest work of each queue waits, by the rows; null when none does. */
export interface OldestWaiting {
  train: Date | null;
  cpu: Date | null;
  infer: Date | null;
}

export async function oldestWaiting(db: Database): Promise<OldestWaiting> {
  const [row] = await withSystem(
    db,
    (tx) => tx.$queryRaw<OldestWaiting[]>`
      SELECT (SELECT min("queuedAt") FROM "fine_tuning_job" WHERE "status" = 'QUEUED') AS "train",
        (SELECT min("queuedAt") FROM "inference_job" WHERE "status" = 'QUEUED') AS "infer",
        least((SELECT min("createdAt") FROM "dataset_version" WHERE "status" = 'PENDING'),
          (SELECT min("createdAt") FROM "inference_job" WHERE "status" = 'VALIDATING' AND "leaseUntil" IS NULL)) AS "cpu"`,
  );
  return row ?? { train: null, cpu: null, infer: null };
}
