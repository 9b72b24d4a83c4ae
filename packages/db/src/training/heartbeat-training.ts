import type { Database } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { leaseSeconds, type TrainingClaim } from './training-claim.ts';

export type Heartbeat = 'go_on' | 'cancel' | 'lost';

/** Renews the lease and learns what the customer wants. `lost`: another worker has the job, or it has ended. */
export async function heartbeatTraining(db: Database, claim: TrainingClaim): Promise<Heartbeat> {
  const [row] = await withOrg(
    db,
    claim.organizationId,
    (tx) => tx.$queryRaw<{ isCancelled: boolean }[]>`
      UPDATE "fine_tuning_job" SET "leaseUntil" = now() + make_interval(secs => ${leaseSeconds}::int)
      WHERE "id" = ${claim.jobId} AND "fence" = ${claim.fence} AND "status" = 'RUNNING'
      RETURNING "cancelRequestedAt" IS NOT NULL AS "isCancelled"`,
  );
  if (row === undefined) return 'lost';
  return row.isCancelled ? 'cancel' : 'go_on';
}
