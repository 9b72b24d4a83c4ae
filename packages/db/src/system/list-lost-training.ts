import type { Database } from '../open-database.ts';
import { leaseSeconds, type TrainingClaim } from '../training/training-claim.ts';
import { withSystem } from '../with-system.ts';

/**
 * Jobs whose worker has let its lease end. After a start of PostgreSQL the workers get the time of one lease to say
 * that they live: while it was away, none could.
 */
export async function listLostTraining(
  db: Database,
  { graceSeconds = leaseSeconds }: { graceSeconds?: number } = {},
): Promise<TrainingClaim[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<TrainingClaim[]>`
      SELECT "organizationId", "projectId", "id" AS "jobId", "fence" FROM "fine_tuning_job"
      WHERE "status" = 'RUNNING' AND "leaseUntil" < now()
        AND pg_postmaster_start_time() < now() - make_interval(secs => ${graceSeconds}::int)
      ORDER BY "leaseUntil" LIMIT 100`,
  );
}
