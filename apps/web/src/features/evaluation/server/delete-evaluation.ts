import { notifyRow } from '@modelmint/db/notify-row';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { isInferenceOver } from '@modelmint/domain/inference-job';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { freeStorage } from '../../file/server/free-storage.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { findEvaluation } from './get-evaluation.ts';

/** Deletes what was found; model, data and usage stay. `invalid_state` while it runs. */
export async function deleteEvaluation(
  deps: Deps,
  principal: Principal,
  evaluationId: string,
): Promise<{ id: string }> {
  requirePermission(principal, 'job.write');
  const { organizationId, projectId } = principal;
  const id = await withOrg(deps.db, organizationId, async (tx) => {
    const { id, name, datasetName, job } = await findEvaluation(tx, principal, evaluationId);
    if (!isInferenceOver(job.status))
      throw new AppError('invalid_state', 'The evaluation has not ended. Cancel it first.');
    await tx.evaluation.update({ where: { id }, data: { deletedAt: new Date() } });
    await recordAct(tx, principal, {
      action: 'evaluation.delete',
      target: { kind: 'evaluation', id, name: name ?? datasetName },
    });
    await notifyRow(tx, { organizationId, projectId, kind: 'evaluation', id });
    return id;
  });
  // After the commit: what a crash leaves, the storage sweep removes.
  await freeStorage(deps, (storage) => storage.deletePrefix(`evaluations/${id}`));
  return { id };
}
