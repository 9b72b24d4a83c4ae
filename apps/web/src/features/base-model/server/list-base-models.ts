import { listBaseModels as listRows } from '@modelmint/db/base-model/list-base-models';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type BaseModelView, factsOf, toBaseModelView } from './base-model-view.ts';
import { priceReader } from './read-prices.ts';

/** The organization's own, newest first, then everybody's that can be used. */
export async function listBaseModels(deps: Deps, principal: Principal): Promise<BaseModelView[]> {
  requirePermission(principal, 'project.read');
  const { organizationId } = principal;
  return withOrg(deps.db, organizationId, async (tx) => {
    const pricesOf = priceReader(tx);
    const views: BaseModelView[] = [];
    for (const row of await listRows(tx, organizationId))
      views.push(toBaseModelView(row, await pricesOf(factsOf(row))));
    return views;
  });
}
