import type { Database } from '../open-database.ts';
import { withSystem } from '../with-system.ts';

/** Dataset versions whose check has ended while jobs still wait for it; the sweep calls `startValidatedJobs` for each. */
export async function listValidatedJobs(db: Database): Promise<{ organizationId: string; datasetVersionId: string }[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<{ organizationId: string; datasetVersionId: string }[]>`
      SELECT DISTINCT j."organizationId", j."datasetVersionId"
      FROM "fine_tuning_job" j JOIN "dataset_version" v ON v."id" = j."datasetVersionId"
      WHERE j."status" = 'VALIDATING_FILES' AND v."status" IN ('READY', 'INVALID') LIMIT 100`,
  );
}
