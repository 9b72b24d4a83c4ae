import { jobAttemptsMax } from '@modelmint/domain/job-state';
import type { Database } from '../open-database.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';
import { addJobEvent } from './add-job-event.ts';
import { endAsCancelled, endAsFailed, lockClaimed, moveJob, type TrainingFailure } from './end-training.ts';
import type { TrainingClaim } from './training-claim.ts';

export interface RequeueReason {
  /** What went wrong, in words for the customer. */
  failure: TrainingFailure;
  /** False when nobody is to blame, such as a worker that is restarted. */
  spendsAttempt: boolean;
  /** Only when the lease has ended by the database's clock. */
  ifExpired?: boolean;
}

export type RequeueOutcome = 'queued' | 'failed' | 'cancelled' | 'lost';

/**
 * Gives a running job to the next worker, which goes on from the last checkpoint. Ends it when its customer has
 * cancelled it, and as failed when it has lost too many workers.
 */
export async function requeueTraining(
  db: Database,
  claim: TrainingClaim,
  reason: RequeueReason,
): Promise<RequeueOutcome> {
  return withOrg(db, claim.organizationId, async (tx) => {
    const job = await lockClaimed(tx, claim);
    if (job === null || (reason.ifExpired === true && !(await isExpired(tx, claim.jobId)))) return 'lost';
    if (job.cancelRequestedAt !== null)
      return (await endAsCancelled(tx, job, job.trainedTokens)) ? 'cancelled' : 'lost';
    const attempts = job.attempts + (reason.spendsAttempt ? 1 : 0);
    if (attempts >= jobAttemptsMax) {
      const message = `${reason.failure.message} This happened ${attempts} times, so the job was given up. Nothing was charged.`;
      return (await endAsFailed(tx, { ...job, attempts }, { ...reason.failure, message })) ? 'failed' : 'lost';
    }
    if (!(await moveJob(tx, job, 'requeue', { attempts, workerId: null }))) return 'lost';
    const { organizationId, id: jobId, fence } = job;
    const tries = reason.spendsAttempt ? ` (attempt ${attempts + 1} of ${jobAttemptsMax})` : '';
    const message = `${reason.failure.message} The job is back in the queue${tries}.`;
    await addJobEvent(tx, { organizationId, jobId, fence, level: reason.spendsAttempt ? 'warn' : 'info', message });
    return 'queued';
  });
}

async function isExpired(tx: OrgTransaction, jobId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isExpired: boolean }[]>`
    SELECT "leaseUntil" < now() AS "isExpired" FROM "fine_tuning_job" WHERE "id" = ${jobId}`;
  return row?.isExpired === true;
}
