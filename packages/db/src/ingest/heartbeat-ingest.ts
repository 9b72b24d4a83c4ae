import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { type IngestClaim, ingestLeaseSeconds } from './ingest-claim.ts';

/** Renews the lease and says how far reading has come, 0 to 1. False: the claim is lost. */
export async function heartbeatIngest(db: Database, claim: IngestClaim, progress: number): Promise<boolean> {
  const { organizationId, projectId, datasetId, datasetVersionId, fence } = claim;
  return withOrg(db, organizationId, async (tx) => {
    const count = await tx.$executeRaw`
      UPDATE "dataset_version" SET "progress" = ${progress},
        "leaseUntil" = now() + make_interval(secs => ${ingestLeaseSeconds}::int)
      WHERE "id" = ${datasetVersionId} AND "fence" = ${fence} AND "status" = 'VALIDATING'`;
    if (count === 0) return false;
    await notifyRow(tx, { organizationId, projectId, kind: 'dataset', id: datasetId });
    return true;
  });
}
