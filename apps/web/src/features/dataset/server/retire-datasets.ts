import { duplicatesKeyOf } from '@modelmint/db/ingest/duplicates-key';
import { previewKeyOf } from '@modelmint/db/ingest/preview-key';
import { notifyRow } from '@modelmint/db/notify-row';
import type { OrgTransaction } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Principal } from '../../organization/server/principal.ts';

/** Throws `conflict` with the jobs that still need these versions. */
export async function refuseWhileUsed(tx: OrgTransaction, versionIds: readonly string[]): Promise<void> {
  const jobs = await tx.fineTuningJob.findMany({
    where: {
      datasetVersionId: { in: [...versionIds] },
      status: { in: ['VALIDATING_FILES', 'QUEUED', 'RUNNING'] },
    },
    select: { id: true },
    take: 5,
  });
  if (jobs.length === 0) return;
  const ids = jobs.map((job) => job.id).join(', ');
  throw new AppError(
    'conflict',
    `A fine-tuning job still reads this data: ${ids}. Cancel it or wait until it has ended.`,
  );
}

/** Marks data sets as deleted; returns the storage keys that are free after the commit. Twice is harmless. */
export async function retireDatasets(
  tx: OrgTransaction,
  { organizationId, projectId }: Principal,
  datasetIds: readonly string[],
): Promise<string[]> {
  const ids = [...new Set(datasetIds)];
  if (ids.length === 0) return [];
  await tx.dataset.updateMany({
    where: { id: { in: ids }, projectId, deletedAt: null },
    data: { deletedAt: new Date() },
  });
  for (const id of ids) await notifyRow(tx, { organizationId, projectId, kind: 'dataset', id });
  const versions = await tx.datasetVersion.findMany({
    where: { datasetId: { in: ids } },
    select: { trainKey: true, validationKey: true },
  });
  const lists = versions.flatMap(({ trainKey }) => (trainKey === null ? [] : [duplicatesKeyOf(trainKey)]));
  const splits = versions.flatMap((version) => [version.trainKey, version.validationKey]).filter((key) => key !== null);
  // Only images have previews; deleting what is not there is no error.
  return [...lists, ...splits.flatMap((key) => [key, previewKeyOf(key)])];
}
