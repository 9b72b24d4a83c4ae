import { containsText } from '@modelmint/db/contains-pattern';
import type { Prisma } from '@modelmint/db/generated/client';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { foundMax, pickedMax } from '../../../ui/picked-max.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type DatasetView, toDatasetView } from './dataset-view.ts';

export interface PickedDatasets {
  /** What somebody looks for among all of them. */
  find?: string | undefined;
  /** Ids of those that must not be missing. */
  also?: readonly string[];
}

/** To choose from: the newest data sets of the project and those that are asked for, newest first. */
export async function listDatasets(
  deps: Deps,
  principal: Principal,
  { find = '', also = [] }: PickedDatasets = {},
): Promise<DatasetView[]> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  const rows = await withOrg(deps.db, organizationId, async (tx) => {
    const where = { organizationId, projectId, deletedAt: null };
    const orderBy = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];
    const idsOf = async (more: Prisma.DatasetWhereInput, take: number) =>
      (await tx.dataset.findMany({ where: { ...where, ...more }, orderBy, take, select: { id: true } })).map(
        ({ id }) => id,
      );
    const newest = await idsOf({}, pickedMax);
    const text = find.trim().slice(0, 200);
    const found = newest.length < pickedMax || text === '' ? [] : await idsOf({ name: containsText(text) }, foundMax);
    return tx.dataset.findMany({
      where: { ...where, id: { in: [...newest, ...found, ...also] } },
      include: { versions: { orderBy: { number: 'desc' }, take: 1, include: { file: true }, omit: { edits: true } } },
      orderBy,
    });
  });
  return rows.map((row) => toDatasetView(row)).filter((view) => view !== null);
}
