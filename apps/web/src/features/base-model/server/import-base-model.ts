import { createBaseModel } from '@modelmint/db/base-model/create-base-model';
import { withOrg } from '@modelmint/db/with-org';
import { BaseModelSource, baseModelName } from '@modelmint/domain/base-model';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type BaseModelView, toBaseModelView } from './base-model-view.ts';

export const ImportBaseModel = z.object({ name: baseModelName, source: BaseModelSource });
export type ImportBaseModel = z.input<typeof ImportBaseModel>;

/** For the whole organization: all of its projects can train it. Its files come in the background. */
export async function importBaseModel(
  deps: Deps,
  principal: Principal,
  { name, source }: z.output<typeof ImportBaseModel>,
): Promise<BaseModelView> {
  requirePermission(principal, 'job.write');
  const { organizationId, userId } = principal;
  const row = await withOrg(deps.db, organizationId, async (tx) => {
    const made = await createBaseModel(tx, { organizationId, name, source, createdByUserId: userId });
    await recordAct(tx, principal, {
      action: 'base_model.import',
      target: { kind: 'base_model', id: made.id, name },
      details: { source: source.kind },
    });
    return made;
  });
  await ringImport(deps, row.id);
  return toBaseModelView(row, { trainingMicros: null, callingMicros: null });
}

/** A ring that fails is logged only: the row stands, and the sweep rings again. */
export async function ringImport(deps: Deps, baseModelId: string): Promise<void> {
  try {
    await deps.queue.ring('base-model.import', { baseModelId }, { jobId: baseModelId });
  } catch (error) {
    deps.log.warn({ err: error, baseModelId }, 'ring failed: the sweep will ring again');
  }
}
