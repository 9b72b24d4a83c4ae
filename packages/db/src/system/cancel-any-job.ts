import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import { requestInferenceCancel } from '../inference/cancel-inference.ts';
import type { Database } from '../open-database.ts';
import { type CancelAnswer, requestCancel } from '../training/cancel-training.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';
import { type OperatorJob, readOperatorJob } from './operator-jobs.ts';

/**
 * The operator's cancel of a job of any organization, as its own members could: what is done is paid, and it stands in
 * their audit log. Of an inference job that is `cancelling` ring `inference.run`. Null: there is no such job.
 */
export async function cancelAnyJob(
  db: Database,
  { jobId, operator }: { jobId: string; operator: OperatorActor },
): Promise<CancelAnswer | null> {
  const job = await readOperatorJob(db, jobId);
  if (job === null) return null;
  const { organizationId, projectId, kind } = job;
  return withOrg(db, organizationId, async (tx) => {
    const answer = await cancel(tx, job);
    if (answer === 'cancelled' || answer === 'cancelling') {
      const isTraining = kind === 'training';
      const target = { kind: isTraining ? 'job' : 'inference', id: jobId };
      const action = isTraining ? 'job.cancel' : 'inference.cancel';
      await recordOperatorAct(tx, operator, { organizationId, projectId, action, target });
    }
    return answer;
  });
}

function cancel(tx: OrgTransaction, { kind, id, projectId }: OperatorJob): Promise<CancelAnswer | null> {
  return kind === 'training' ? requestCancel(tx, { jobId: id }) : requestInferenceCancel(tx, { projectId, jobId: id });
}
