import type { OperatorActor } from '@modelmint/db/audit/record-operator-act';
import { cancelAnyJob } from '@modelmint/db/system/cancel-any-job';
import { AppError } from '@modelmint/domain/errors';
import type { Deps } from '../../../deps.ts';

/** `cancelling`: its worker stops within seconds. The caller has asked `requireOperator`. */
export async function cancelJob(
  deps: Deps,
  asked: { jobId: string; operator: OperatorActor },
): Promise<{ id: string; status: 'cancelled' | 'cancelling' }> {
  const status = await cancelAnyJob(deps.db, asked);
  if (status === null) throw new AppError('not_found', 'There is no such fine-tuning job.');
  if (status === 'finished') throw new AppError('invalid_state', 'The job has ended already: nothing was cancelled.');
  return { id: asked.jobId, status };
}
