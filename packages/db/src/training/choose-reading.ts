import { DatasetReport } from '@modelmint/domain/dataset-report';
import { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { newId } from '@modelmint/domain/ids';
import type { Task } from '@modelmint/domain/task';
import type { DatasetVersion } from '../generated/client.ts';
import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';

/** What a version was read for; null while that depends on a content that nobody has seen yet. */
export function taskOfVersion({ spec, report }: Pick<DatasetVersion, 'spec' | 'report'>): Task | null {
  const asked = DatasetSpec.safeParse(spec);
  if (asked.success && asked.data.task !== undefined) return asked.data.task;
  const found = DatasetReport.safeParse(report);
  return found.success ? found.data.task : null;
}

/**
 * The version to train from: the one that was chosen when it was read for this task or is not read yet, else the newest
 * other reading for it, else a new one, which waits to be checked. The file and data set are locked by the caller.
 */
export async function chooseReading(
  tx: OrgTransaction,
  version: DatasetVersion,
  { projectId, task }: { projectId: string; task: Task },
): Promise<DatasetVersion> {
  const known = taskOfVersion(version);
  if (known === task || known === null) return version;
  const { datasetId, organizationId, fileId } = version;
  // Two jobs at once would each make one, of the same number.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`reading:${datasetId}`}, 0))`;
  const versions = await tx.datasetVersion.findMany({ where: { datasetId, fileId }, orderBy: { number: 'desc' } });
  const other = versions.find((each) => taskOfVersion(each) === task);
  if (other !== undefined) return other;
  const { validationFraction, seed } = DatasetSpec.parse(version.spec);
  const reading = await tx.datasetVersion.create({
    data: {
      id: newId('datasetVersion'),
      organizationId,
      datasetId,
      fileId,
      number: (versions[0]?.number ?? version.number) + 1,
      spec: { task, validationFraction, seed },
    },
  });
  await notifyRow(tx, { organizationId, projectId, kind: 'dataset', id: datasetId });
  return reading;
}
