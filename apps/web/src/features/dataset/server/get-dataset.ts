import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import type { DatasetSpec } from '@modelmint/domain/dataset-spec';
import { AppError } from '@modelmint/domain/errors';
import { parseId } from '@modelmint/domain/ids';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import {
  type DatasetRow,
  type DatasetVersionView,
  type DatasetView,
  readReport,
  toDatasetView,
  toVersionView,
} from './dataset-view.ts';

/** What was made from a data set and names it. */
export interface Dependants {
  jobs: { id: string; status: string }[];
  models: { id: string; name: string }[];
}

export interface DatasetDetail extends DatasetView {
  spec: DatasetSpec;
  /** Null until the check of the newest version has ended. */
  report: DatasetReport | null;
  /** Newest first. */
  versions: DatasetVersionView[];
  dependants: Dependants;
}

export const datasetNotFound = () => new AppError('not_found', 'No such data set.', { param: 'dataset_id' });

export async function getDataset(deps: Deps, principal: Principal, datasetId: string): Promise<DatasetDetail> {
  requirePermission(principal, 'project.read');
  return withOrg(deps.db, principal.organizationId, async (tx) => {
    const row = await findDataset(tx, principal, datasetId);
    const view = toDatasetView(row);
    const [newest] = row.versions;
    if (view === null || newest === undefined) throw datasetNotFound();
    return {
      ...view,
      spec: newest.spec as DatasetSpec,
      report: readReport(newest),
      versions: row.versions.map(toVersionView),
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
): Promise<DatasetRow> {
  const id = parseId('dataset', datasetId);
  if (id === null) throw datasetNotFound();
  const row = await tx.dataset.findFirst({
    where: { id, projectId, deletedAt: null },
    include: { versions: { orderBy: { number: 'desc' }, include: { file: true } } },
  });
  if (row === null) throw datasetNotFound();
  return row;
}

export async function findDependants(tx: OrgTransaction, versionIds: readonly string[]): Promise<Dependants> {
  const where = { datasetVersionId: { in: [...versionIds] } };
  const jobs = await tx.fineTuningJob.findMany({
    where,
    select: { id: true, status: true },
    orderBy: { createdAt: 'desc' },
    take: 100,
  });
  const models = await tx.model.findMany({
    where: { ...where, deletedAt: null },
    select: { id: true, name: true },
    orderBy: { createdAt: 'desc' },
    take: 100,
  });
  return { jobs, models };
}
