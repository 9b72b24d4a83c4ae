import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type DatasetView, toDatasetView } from './dataset-view.ts';

const datasetsMax = 500;

/** The data sets of the project, newest first. */
export async function listDatasets(deps: Deps, principal: Principal): Promise<DatasetView[]> {
  requirePermission(principal, 'project.read');
  const rows = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.dataset.findMany({
      where: { projectId: principal.projectId, deletedAt: null },
      include: { versions: { orderBy: { number: 'desc' }, take: 1, include: { file: true }, omit: { edits: true } } },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: datasetsMax,
    }),
  );
  return rows.map((row) => toDatasetView(row)).filter((view) => view !== null);
}
