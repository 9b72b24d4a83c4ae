import { requestInferenceCancel } from '@modelmint/db/inference/cancel-inference';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { ringInference } from '../../inference/server/ring-inference.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type EvaluationView, toEvaluationView } from './evaluation-view.ts';
import { findEvaluation } from './get-evaluation.ts';

/** Without an answered row it ends at once and costs nothing; else the answered rows are kept to look at, and paid. */
export async function cancelEvaluation(
  deps: Deps,
  principal: Principal,
  evaluationId: string,
): Promise<EvaluationView> {
  requirePermission(principal, 'job.write');
  const { organizationId, projectId } = principal;
  const { row, answer } = await withOrg(deps.db, organizationId, async (tx) => {
    const { id, name, datasetName, jobId } = await findEvaluation(tx, principal, evaluationId);
    const answer = await requestInferenceCancel(tx, { projectId, jobId });
    if (answer === 'cancelled' || answer === 'cancelling') {
      const target = { kind: 'evaluation', id, name: name ?? datasetName };
      await recordAct(tx, principal, { action: 'evaluation.cancel', target });
    }
    return { answer, row: await findEvaluation(tx, principal, evaluationId) };
  });
  const view = toEvaluationView(row);
  if (answer === 'finished')
    throw new AppError('invalid_state', `The evaluation is ${view.job.shown} and cannot be cancelled.`);
  // Whichever worker is free stores the rows that are answered.
  if (answer === 'cancelling') await ringInference(deps, 'inference.run', row.jobId);
  return view;
}
