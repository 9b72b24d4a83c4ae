import type { Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** A worker's right to write about a job. Every write carries its fence: with an older one it changes nothing. */
export interface TrainingClaim {
  organizationId: string;
  projectId: string;
  jobId: string;
  fence: number;
}

/** By the database's clock; the heartbeat renews it every second. */
export const leaseSeconds = 10;

/**
 * Writes to the job under its claim and locks its row, so that what follows in the transaction is safe too.
 * False: the claim is lost, or the job has ended; write nothing and stop.
 */
export async function writeUnderClaim(
  tx: OrgTransaction,
  { jobId, fence }: TrainingClaim,
  data: Prisma.FineTuningJobUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await tx.fineTuningJob.updateMany({ where: { id: jobId, fence, status: 'RUNNING' }, data });
  return count === 1;
}
