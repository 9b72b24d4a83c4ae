import { requestInferenceCancel } from '@modelmint/db/inference/cancel-inference';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { inferenceNotFound, readInference } from './get-inference.ts';
import type { InferenceView } from './inference-view.ts';
import { ringInference } from './ring-inference.ts';

/** A job without a finished row ends at once and costs nothing; else the finished rows are kept in its file, and paid. */
export async function cancelInference(deps: Deps, principal: Principal, jobId: string): Promise<InferenceView> {
  requirePermission(principal, 'job.write');
  const { organizationId, projectId } = principal;
  const job = await readInference(deps, principal, jobId);
  const answer = await withOrg(deps.db, organizationId, async (tx) => {
    const asked = await requestInferenceCancel(tx, { projectId, jobId });
    if (asked === 'cancelled' || asked === 'cancelling')
      await recordAct(tx, principal, { action: 'inference.cancel', target: { kind: 'inference', id: jobId } });
    return asked;
  });
  if (answer === null) throw inferenceNotFound();
  if (answer === 'finished') {
    const { shown } = await readInference(deps, principal, jobId);
    throw new AppError('invalid_state', `The job is ${shown} and cannot be cancelled.`);
  }
  // Whichever worker is free writes the file of what is finished.
  if (answer === 'cancelling') await ringInference(deps, 'inference.run', job.id);
  return readInference(deps, principal, jobId);
}
