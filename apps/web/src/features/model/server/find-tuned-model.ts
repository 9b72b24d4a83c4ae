import { type FoundTunedModel, lookUpTuned, modelNotFound } from '@modelmint/db/model/look-up-tuned';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';

/** A tuned model by the name of an endpoint, its own name or its id. */
export async function findTunedModel(deps: Deps, principal: Principal, name: string): Promise<FoundTunedModel> {
  const found = await withOrg(deps.db, principal.organizationId, (tx) => lookUpTuned(tx, principal.projectId, name));
  if (found === null) throw modelNotFound(name);
  return found;
}
