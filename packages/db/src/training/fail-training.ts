import type { Database } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { endAsCancelled, endAsFailed, lockClaimed, type TrainingFailure } from './end-training.ts';
import type { TrainingClaim } from './training-claim.ts';

/** Ends a job that cannot succeed. `lost`: the claim is lost, nothing was written. */
export async function failTraining(
  db: Database,
  claim: TrainingClaim,
  failure: TrainingFailure,
): Promise<'failed' | 'cancelled' | 'lost'> {
  return withOrg(db, claim.organizationId, async (tx) => {
    const job = await lockClaimed(tx, claim);
    if (job === null) return 'lost';
    if (job.cancelRequestedAt !== null)
      return (await endAsCancelled(tx, job, job.trainedTokens)) ? 'cancelled' : 'lost';
    return (await endAsFailed(tx, job, failure)) ? 'failed' : 'lost';
  });
}
