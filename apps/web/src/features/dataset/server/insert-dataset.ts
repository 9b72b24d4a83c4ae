import { notifyRow } from '@modelmint/db/notify-row';
import type { OrgTransaction } from '@modelmint/db/with-org';
import { DatasetSpec, type DatasetSpecInput } from '@modelmint/domain/dataset-spec';
import { newId } from '@modelmint/domain/ids';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';

/** A data set with its first version, which waits to be checked. */
export async function insertDataset(
  tx: OrgTransaction,
  { organizationId, projectId }: Principal,
  { fileId, name, spec }: { fileId: string; name: string; spec: DatasetSpecInput },
): Promise<{ datasetId: string; datasetVersionId: string }> {
  const datasetId = newId('dataset');
  const datasetVersionId = newId('datasetVersion');
  await tx.dataset.create({ data: { id: datasetId, organizationId, projectId, name } });
  await tx.datasetVersion.create({
    data: { id: datasetVersionId, organizationId, datasetId, number: 1, fileId, spec: DatasetSpec.parse(spec) },
  });
  await notifyRow(tx, { organizationId, projectId, kind: 'dataset', id: datasetId });
  return { datasetId, datasetVersionId };
}

/** A ring that fails is logged only: the row stands, and the sweep rings again. */
export async function ringIngest(deps: Deps, organizationId: string, datasetVersionId: string): Promise<void> {
  try {
    await deps.queue.ring('dataset.ingest', { organizationId, datasetVersionId }, { jobId: datasetVersionId });
  } catch (error) {
    deps.log.warn({ err: error, datasetVersionId }, 'ring failed: the sweep will ring again');
  }
}
