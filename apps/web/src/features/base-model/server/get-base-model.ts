import { baseModelNotFound } from '@modelmint/db/base-model/delete-base-model';
import { findBaseModel } from '@modelmint/db/base-model/find-base-model';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type BaseModelView, factsOf, toBaseModelView } from './base-model-view.ts';
import { priceReader } from './read-prices.ts';

export interface BaseModelDetail extends BaseModelView {
  /** Tuned models of this project that stand on it, newest first. */
  models: { id: string; name: string }[];
  modelsTotal: number;
}

const modelsShown = 20;

/** By name or id. One of everybody's that is not READY is not there. */
export async function getBaseModel(deps: Deps, principal: Principal, nameOrId: string): Promise<BaseModelDetail> {
  requirePermission(principal, 'project.read');
  const { organizationId, projectId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const row = await findBaseModel(tx, organizationId, nameOrId);
    if (row === null || (row.organizationId === null && row.status !== 'READY')) throw baseModelNotFound(nameOrId);
    const where = { projectId, baseModelId: row.id, deletedAt: null };
    return {
      ...toBaseModelView(row, await priceReader(tx)(factsOf(row))),
      models: await tx.model.findMany({
        where,
        select: { id: true, name: true },
        orderBy: { createdAt: 'desc' },
        take: modelsShown,
      }),
      modelsTotal: await tx.model.count({ where }),
    };
  });
}
