import type { InferenceJob } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';

/** A worker's right to write about a job. Every write carries its fence: with an older one it changes nothing. */
export interface InferenceClaim {
  organizationId: string;
  projectId: string;
  jobId: string;
  fence: number;
}

/** By the database's clock; the heartbeat renews it every second. */
export const inferenceLeaseSeconds = 10;

export type InferenceHeartbeat = 'go_on' | 'cancel' | 'expired' | 'lost';

/** Renews the lease and learns what the customer wants. `lost`: another worker has the job, or it has ended. */
export async function heartbeatInference(db: Database, claim: InferenceClaim): Promise<InferenceHeartbeat> {
  const [row] = await withOrg(
    db,
    claim.organizationId,
    (tx) => tx.$queryRaw<{ isCancelled: boolean; isExpired: boolean }[]>`
      UPDATE "inference_job" SET "leaseUntil" = now() + make_interval(secs => ${inferenceLeaseSeconds}::int)
      WHERE "id" = ${claim.jobId} AND "fence" = ${claim.fence} AND "status" IN ('VALIDATING', 'RUNNING')
      RETURNING "cancelRequestedAt" IS NOT NULL AS "isCancelled", "expiresAt" < now() AS "isExpired"`,
  );
  if (row === undefined) return 'lost';
  if (row.isCancelled) return 'cancel';
  return row.isExpired ? 'expired' : 'go_on';
}

/** The job, locked until the transaction ends, when the claim still holds. */
export async function lockClaimedInference(
  tx: OrgTransaction,
  { jobId, fence }: InferenceClaim,
): Promise<InferenceJob | null> {
  const rows = await tx.$queryRaw`
    SELECT 1 FROM "inference_job" WHERE "id" = ${jobId} AND "fence" = ${fence}
      AND "status" IN ('VALIDATING', 'RUNNING') FOR UPDATE`;
  return Array.isArray(rows) && rows.length === 1
    ? await tx.inferenceJob.findUniqueOrThrow({ where: { id: jobId } })
    : null;
}
