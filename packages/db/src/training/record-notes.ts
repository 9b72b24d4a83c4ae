import type { Prisma } from '../generated/client.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { addJobEvent } from './add-job-event.ts';
import { type TrainingClaim, writeUnderClaim } from './training-claim.ts';

/** A line of a job's history. */
export interface JobNote {
  level: 'info' | 'warn';
  message: string;
  data?: Prisma.InputJsonObject;
}

/** Writes what a worker has to say, oldest first. False: the claim is lost. */
export async function recordNotes(db: Database, claim: TrainingClaim, notes: JobNote[]): Promise<boolean> {
  const { organizationId, projectId, jobId, fence } = claim;
  return withOrg(db, organizationId, async (tx) => {
    // Changes nothing, but fails without the claim and locks the row.
    if (!(await writeUnderClaim(tx, claim, { fence }))) return false;
    for (const note of notes) await addJobEvent(tx, { organizationId, jobId, fence, ...note });
    await notifyRow(tx, { organizationId, projectId, kind: 'job', id: jobId });
    return true;
  });
}
