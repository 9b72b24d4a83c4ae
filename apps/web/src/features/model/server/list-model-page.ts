import { listModelIds } from '@modelmint/db/model/list-model-ids';
import { listWarmModels } from '@modelmint/db/system/find-serving-workers';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type ModelView, modelInclude, toModelView } from './model-view.ts';

export interface ListModelPage {
  /** Id of the last model seen; it counts even when it is not among those that are asked for. */
  after?: string | undefined;
  limit: number;
  /** In the name, the id, or the name of an endpoint. */
  text?: string | undefined;
  /** Only those that some worker has in memory, or only the others. */
  isWarm?: boolean | undefined;
}

export interface ModelPage {
  models: ModelView[];
  hasMore: boolean;
  /** Of the project, whatever is asked for. */
  total: number;
}

/** The tuned models of the project, newest first. Throws `invalid_value` for an `after` that is not there. */
export async function listModelPage(
  deps: Deps,
  principal: Principal,
  { after, limit, text, isWarm }: ListModelPage,
): Promise<ModelPage> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  const warm = await listWarmModels(deps.db);
  const ids = isWarm === undefined ? undefined : ({ are: isWarm ? 'these' : 'others', ids: [...warm] } as const);
  return withOrg(deps.db, organizationId, async (tx) => {
    const total = await tx.model.count({ where: { organizationId, projectId, deletedAt: null } });
    const seen =
      after === undefined
        ? null
        : await tx.model.findFirst({ where: { id: after, projectId }, select: { id: true, createdAt: true } });
    if (after !== undefined && seen === null)
      throw new AppError('invalid_value', 'There is no such model to go on from. Begin with the newest.', {
        param: 'after',
      });
    const page = { limit: limit + 1, after: seen ?? undefined };
    const found = await listModelIds(tx, { organizationId, projectId, text, ids }, page);
    const shown = found.slice(0, limit);
    const rows = await tx.model.findMany({ where: { id: { in: shown } }, include: modelInclude });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const models = shown.flatMap((id) => {
      const row = byId.get(id);
      return row === undefined ? [] : [toModelView(row, warm)];
    });
    return { models, hasMore: found.length > limit, total };
  });
}
