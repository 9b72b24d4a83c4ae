import { listBaseModels } from '@modelmint/db/base-model/list-base-models';
import { listWarmModels } from '@modelmint/db/system/find-serving-workers';
import { withOrg } from '@modelmint/db/with-org';
import { CheckpointFacts } from '@modelmint/domain/base-model';
import type { Deps } from '../../../deps.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';

export interface CallableBaseView {
  id: string;
  name: string;
  /** Everybody's. */
  isShared: boolean;
  facts: CheckpointFacts;
  createdAt: Date;
  /** Some worker has it in memory. */
  isWarm: boolean;
}

/** The imported checkpoints that a call can name: one for each name, the organization's own before everybody's. */
export async function listCallableBases(deps: Deps, principal: Principal): Promise<CallableBaseView[]> {
  requirePermission(principal, 'project.read');
  const { organizationId } = principal;
  const rows = await withOrg(deps.db, organizationId, (tx) => listBaseModels(tx, organizationId));
  // One that is still being imported hides everybody's of its name, as it does for calls.
  const own = new Set(rows.filter((row) => row.organizationId !== null).map(({ name }) => name));
  const warm = await listWarmModels(deps.db);
  return rows
    .filter((row) => row.status === 'READY' && (row.organizationId !== null || !own.has(row.name)))
    .map(({ id, name, organizationId: owner, facts, createdAt }) => ({
      ...{ id, name, createdAt },
      isShared: owner === null,
      facts: CheckpointFacts.parse(facts),
      isWarm: warm.has(id),
    }));
}
