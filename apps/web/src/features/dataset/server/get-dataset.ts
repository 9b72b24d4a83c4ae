import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { AppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import {
  type DatasetVersionView,
  type DatasetView,
  readReport,
  type StoredDataset,
  toDatasetView,
  toVersionView,
} from './dataset-view.ts';
import { findEditableVersion } from './find-version.ts';

/** What was made from a data set and names it, newest first. */
export interface Dependants {
  jobs: {
    id: string;
    versionId: string;
    status: string;
    baseModel: string;
    suffix: string | null;
    createdAt: Date;
    /** Null while it has made none, and when that was deleted. */
    model: { id: string; name: string } | null;
  }[];
  models: { id: string; name: string; versionId: string }[];
  /** All of them, listed or not. */
  jobsTotal: number;
}

/** By one of its versions. */
export interface DatasetDetail extends DatasetView {
  spec: DatasetSpec;
  /** Null until the check of the version has ended. */
  report: DatasetReport | null;
  newestNumber: number;
  /** Whose rows may be edited now; null when none, and while a version is being made. */
  editableVersionId: string | null;
  /** Newest first. */
  versions: DatasetVersionView[];
  dependants: Dependants;
}

export const datasetNotFound = () => new AppError('not_found', 'No such data set.', { param: 'dataset_id' });

/** By the version of that number, or the newest. Throws `not_found`. */
export async function getDataset(
  deps: Deps,
  principal: Principal,
  { datasetId, version: number }: { datasetId: string; version?: number | undefined },
): Promise<DatasetDetail> {
  requirePermission(principal, 'project.read');
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const row = await findDataset(tx, principal, datasetId);
    const [newest] = row.versions;
    const shown = number === undefined ? newest : row.versions.find((version) => version.number === number);
    const view = toDatasetView(row, shown);
    if (view === null || shown === undefined || newest === undefined) throw datasetNotFound();
    return {
      ...view,
      spec: shown.spec as DatasetSpec,
      report: readReport(shown),
      newestNumber: newest.number,
      editableVersionId: findEditableVersion(row)?.id ?? null,
      versions: row.versions.map((version) => toVersionView(version, row.versions)),
      dependants: await findDependants(
        tx,
        row.versions.map(({ id }) => id),
      ),
    };
  });
}

/** With all its versions, newest first. */
export async function findDataset(
  tx: OrgTransaction,
  { projectId }: Principal,
  datasetId: string,
): Promise<StoredDataset> {
  const id = parseId('dataset', datasetId);
  if (id === null) throw datasetNotFound();
  const row = await tx.dataset.findFirst({
    where: { id, projectId, deletedAt: null },
    include: { versions: { orderBy: { number: 'desc' }, include: { file: true }, omit: { edits: true } } },
  });
  if (row === null) throw datasetNotFound();
  return row;
}

const listedMax = 100;

export async function findDependants(tx: OrgTransaction, versionIds: readonly string[]): Promise<Dependants> {
  const where = { datasetVersionId: { in: [...versionIds] } };
  const order = { orderBy: { createdAt: 'desc' }, take: listedMax } as const;
  const jobs = await tx.fineTuningJob.findMany({
    where,
    select: { id: true, datasetVersionId: true, status: true, baseModel: true, suffix: true, createdAt: true },
    ...order,
  });
  const models = await tx.model.findMany({
    where: { ...where, deletedAt: null },
    select: { id: true, name: true, jobId: true, datasetVersionId: true },
    ...order,
  });
  const modelOf = new Map(models.map(({ id, name, jobId }) => [jobId, { id, name }]));
  return {
    jobs: jobs.map(({ datasetVersionId: versionId, ...job }) => ({
      ...{ ...job, versionId },
      model: modelOf.get(job.id) ?? null,
    })),
    models: models.map(({ id, name, datasetVersionId: versionId }) => ({ id, name, versionId })),
    jobsTotal: await tx.fineTuningJob.count({ where }),
  };
}
