import { deleteBaseModel as deleteRow } from '@modelmint/db/base-model/delete-base-model';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

/** Ends a running import too. Refused for what is everybody's and while jobs or tuned models stand on it. */
export async function deleteBaseModel(deps: Deps, principal: Principal, nameOrId: string): Promise<void> {
  requirePermission(principal, 'job.write');
  const { organizationId } = principal;
  await withOrg(deps.db, organizationId, (tx) => deleteRow(tx, organizationId, nameOrId));
}
