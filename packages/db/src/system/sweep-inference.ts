import { endInference } from '../inference/end-inference.ts';
import { type InferenceClaim, inferenceLeaseSeconds } from '../inference/inference-claim.ts';
import type { Database } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { withSystem } from '../with-system.ts';

/**
 * Running jobs whose worker has let its lease end. After a start of PostgreSQL the workers get the time of one lease to
 * say that they live: while it was away, none could.
 */
export async function listLostInference(
  db: Database,
  { graceSeconds = inferenceLeaseSeconds }: { graceSeconds?: number } = {},
): Promise<InferenceClaim[]> {
  return withSystem(
    db,
    (tx) => tx.$queryRaw<InferenceClaim[]>`
      SELECT "organizationId", "projectId", "id" AS "jobId", "fence" FROM "inference_job"
      WHERE "status" = 'RUNNING' AND "leaseUntil" < now()
        AND pg_postmaster_start_time() < now() - make_interval(secs => ${graceSeconds}::int)
      ORDER BY "leaseUntil" LIMIT 100`,
  );
}

/** Ends jobs that were still being checked when their time was over. Those with rows are ended by a worker, which writes them. */
export async function expireUnchecked(db: Database): Promise<number> {
  const due = await withSystem(
    db,
    (tx) => tx.$queryRaw<{ id: string; organizationId: string }[]>`
      SELECT "id", "organizationId" FROM "inference_job"
      WHERE "status" = 'VALIDATING' AND "expiresAt" < now() ORDER BY "expiresAt" LIMIT 100`,
  );
  let expired = 0;
  for (const { id, organizationId } of due)
    expired += await withOrg(db, organizationId, async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM "inference_job" WHERE "id" = ${id} FOR UPDATE`;
      const job = await tx.inferenceJob.findUniqueOrThrow({ where: { id } });
      return job.status === 'VALIDATING' && (await endInference(tx, job, { move: 'expire' })) ? 1 : 0;
    });
  return expired;
}
