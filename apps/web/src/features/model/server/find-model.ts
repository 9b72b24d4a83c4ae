import { type FoundModel, findCalledModel } from '@modelmint/db/model/find-called-model';
import { withOrg } from '@modelmint/db/with-org';
import type { ModelAbility } from '@modelmint/domain/model-ability';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';

/** The model that a call names. Throws what `findCalledModel` throws. */
export async function findModel(
  deps: Deps,
  { organizationId, projectId }: Principal,
  asked: { name: string; abilities: readonly ModelAbility[] },
): Promise<FoundModel> {
  return withOrg(deps.db, organizationId, (tx) => findCalledModel(tx, { organizationId, projectId, ...asked }));
}
