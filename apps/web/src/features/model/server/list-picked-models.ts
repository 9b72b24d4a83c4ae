import { listModelIds } from '@modelmint/db/model/list-model-ids';
import { listWarmModels } from '@modelmint/db/system/find-serving-workers';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { foundMax, pickedMax } from '../../../ui/picked-max.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type ModelView, modelInclude, toModelView } from './model-view.ts';

export interface PickedModels {
  /** What somebody looks for among all of them. */
  find?: string | undefined;
  /** Ids or names of those that must not be missing, such as the one that is chosen. */
  also?: readonly string[];
}

/** To choose from: the newest tuned models of the project and those that are asked for, newest first. */
export async function listPickedModels(
  deps: Deps,
  principal: Principal,
  { find = '', also = [] }: PickedModels = {},
): Promise<ModelView[]> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  const rows = await withOrg(deps.db, organizationId, async (tx) => {
    const place = { organizationId, projectId };
    const newest = await listModelIds(tx, place, { limit: pickedMax });
    // The newest are all that there are, so that nothing is left to be found.
    const isAll = newest.length < pickedMax;
    const text = find.trim().slice(0, 200);
    const found = isAll || text === '' ? [] : await listModelIds(tx, { ...place, text }, { limit: foundMax });
    const named = isAll ? [] : [...also];
    return tx.model.findMany({
      where: {
        projectId,
        deletedAt: null,
        OR: [{ id: { in: [...newest, ...found, ...named] } }, { name: { in: named } }],
      },
      include: modelInclude,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
  });
  const warm = await listWarmModels(deps.db);
  return rows.map((row) => toModelView(row, warm));
}
