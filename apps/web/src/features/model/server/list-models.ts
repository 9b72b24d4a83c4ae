import { listWarmModels } from '@modelmint/db/system/find-serving-workers';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type ModelView, modelInclude, toModelView } from './model-view.ts';

const modelsMax = 1_000;

/** The tuned models of the project, newest first. */
export async function listModels(deps: Deps, principal: Principal): Promise<ModelView[]> {
  requirePermission(principal, 'project.read');
  const rows = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.model.findMany({
      where: { projectId: principal.projectId, deletedAt: null },
      include: modelInclude,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: modelsMax,
    }),
  );
  const warm = await listWarmModels(deps.db);
  return rows.map((row) => toModelView(row, warm));
}
