import type { Prisma } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** A worker's right to write about a dataset version; see `training-claim`. */
export interface IngestClaim {
  organizationId: string;
  projectId: string;
  datasetId: string;
  datasetVersionId: string;
  fileId: string;
  fence: number;
}

/** By the database's clock; renewed every second while the file is read. */
export const ingestLeaseSeconds = 15;

/** False: the claim is lost, or the version is counted; write nothing and stop. */
export async function writeUnderIngestClaim(
  tx: OrgTransaction,
  { datasetVersionId, fence }: IngestClaim,
  data: Prisma.DatasetVersionUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await tx.datasetVersion.updateMany({
    where: { id: datasetVersionId, fence, status: 'VALIDATING' },
    data,
  });
  return count === 1;
}
