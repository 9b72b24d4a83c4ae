import { jobAttemptsMax } from '@modelmint/domain/job-state';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { endInvalid } from './finish-ingest.ts';
import { type IngestClaim, writeUnderIngestClaim } from './ingest-claim.ts';

/**
 * Gives a version back after a failure of ours. `gave_up`: it has failed too often and is INVALID, with our fault
 * named as the reason. One that waits for something, such as space on a full disk, spends no attempt.
 */
export async function retryIngest(
  db: Database,
  claim: IngestClaim,
  { reason, spendsAttempt }: { reason: string; spendsAttempt: boolean },
): Promise<'waits' | 'gave_up' | 'lost'> {
  const { organizationId, projectId, datasetId, datasetVersionId } = claim;
  return withOrg(db, organizationId, async (tx) => {
    if (!(await writeUnderIngestClaim(tx, claim, { reason }))) return 'lost';
    const version = await tx.datasetVersion.findUniqueOrThrow({ where: { id: datasetVersionId } });
    const attempts = version.attempts + (spendsAttempt ? 1 : 0);
    if (attempts >= jobAttemptsMax) {
      const words = `${reason} It was tried ${attempts} times. The fault is ours, not your file's: upload it again later.`;
      await endInvalid(tx, claim, { report: null, reason: words, attempts });
      return 'gave_up';
    }
    await writeUnderIngestClaim(tx, claim, { status: 'PENDING', attempts, reason, leaseUntil: null, progress: 0 });
    await notifyRow(tx, { organizationId, projectId, kind: 'dataset', id: datasetId });
    return 'waits';
  });
}
