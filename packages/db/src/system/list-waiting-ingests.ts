import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Versions that nobody reads although they have waited longer than a ring takes, or whose worker has died. */
export async function listWaitingIngests(
  db: Database,
  { olderThanSeconds = 10 }: { olderThanSeconds?: number } = {},
): Promise<{ organizationId: string; datasetVersionId: string }[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<{ organizationId: string; datasetVersionId: string }[]>`
      SELECT v."organizationId", v."id" AS "datasetVersionId" FROM "dataset_version" v
      JOIN "dataset" d ON d."id" = v."datasetId" AND d."deletedAt" IS NULL
      WHERE (v."status" = 'PENDING' AND v."createdAt" < now() - make_interval(secs => ${olderThanSeconds}::int))
        OR (v."status" = 'VALIDATING' AND v."leaseUntil" < now())
      ORDER BY v."createdAt" LIMIT 500`,
  );
}
