import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';
import { endAsCancelled, lockClaimed } from './end-training.ts';
import type { TrainingClaim } from './training-claim.ts';

/** The worker's end of a cancel: its child is dead. `tokensTrained`: of the steps that were completed. */
export async function cancelTraining(db: Database, claim: TrainingClaim, tokensTrained: bigint): Promise<boolean> {
  return withOrg(db, claim.organizationId, async (tx) => {
    const job = await lockClaimed(tx, claim);
    if (job === null) return false;
    return endAsCancelled(tx, job, tokensTrained > job.trainedTokens ? tokensTrained : job.trainedTokens);
  });
}

export type CancelAnswer = 'cancelled' | 'cancelling' | 'finished';

/**
 * What a customer's cancel does. A job that waits is cancelled at once and costs nothing; one that runs is told so and
 * ends within two seconds. Null: there is no such job.
 */
export async function requestCancel(tx: OrgTransaction, { jobId }: { jobId: string }): Promise<CancelAnswer | null> {
  await tx.$queryRaw`SELECT 1 FROM "fine_tuning_job" WHERE "id" = ${jobId} FOR UPDATE`;
  const job = await tx.fineTuningJob.findUnique({ where: { id: jobId } });
  if (job === null) return null;
  if (job.status === 'RUNNING') {
    await tx.fineTuningJob.updateMany({
      where: { id: jobId, status: 'RUNNING', cancelRequestedAt: null },
      data: { cancelRequestedAt: new Date() },
    });
    await notifyRow(tx, { organizationId: job.organizationId, projectId: job.projectId, kind: 'job', id: jobId });
    return 'cancelling';
  }
  // One that was requeued has completed steps, which are paid.
  return (await endAsCancelled(tx, job, job.trainedTokens)) ? 'cancelled' : 'finished';
}
