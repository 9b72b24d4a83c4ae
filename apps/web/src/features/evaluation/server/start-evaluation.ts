import { createEvaluation } from '@modelmint/db/evaluation/create-evaluation';
import { withOrg } from '@modelmint/db/with-org';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { ringInference } from '../../inference/server/ring-inference.ts';
import { requireSwitch } from '../../operator/server/require-switch.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import type { StartEvaluation } from './evaluation-input.ts';
import { planEvaluation } from './plan-evaluation.ts';

/** Asks a model for every held-out row. Its money is held when the rows are counted. */
export async function startEvaluation(
  deps: Deps,
  principal: Principal,
  asked: StartEvaluation,
): Promise<{ id: string }> {
  requirePermission(principal, 'job.write');
  await requireSwitch(deps, 'jobs');
  const { organizationId, projectId, userId, apiKeyId } = principal;
  const { model, name, part } = asked;
  const { id, jobId } = await withOrg(deps.db, organizationId, async (tx) => {
    const { found, ask, report, dataset, version, rowsAsked } = await planEvaluation(tx, principal, asked);
    const row = await createEvaluation(tx, {
      ...{ organizationId, projectId, name: name ?? null, target: { model, found }, ask, task: report.task },
      ...{ dataset, version, part, rowsAsked, createdByUserId: userId, apiKeyId },
    });
    await recordAct(tx, principal, {
      action: 'evaluation.create',
      target: { kind: 'evaluation', id: row.id, name: name ?? dataset.name },
      details: { model, datasetId: dataset.id, part },
    });
    return row;
  });
  await ringInference(deps, 'inference.validate', jobId);
  return { id };
}
