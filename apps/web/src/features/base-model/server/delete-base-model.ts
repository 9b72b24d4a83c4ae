import { deleteBaseModel as deleteRow } from '@modelmint/db/base-model/delete-base-model';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

/** Ends a running import too. Refused for what is everybody's and while jobs or tuned models stand on it. */
export async function deleteBaseModel(deps: Deps, principal: Principal, nameOrId: string): Promise<void> {
  requirePermission(principal, 'job.write');
  const { organizationId } = principal;
  await withOrg(deps.db, organizationId, async (tx) => {
    const { id, name } = await deleteRow(tx, organizationId, nameOrId);
    await recordAct(tx, principal, { action: 'base_model.delete', target: { kind: 'base_model', id, name } });
  });
}
