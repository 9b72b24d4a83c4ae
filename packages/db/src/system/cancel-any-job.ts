import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import type { Database } from '../open-database.ts';
import { type CancelAnswer, requestCancel } from '../training/cancel-training.ts';
import { withOrg } from '../with-org.ts';
import { withSystem } from '../with-system.ts';

/**
 * The operator's cancel of a fine-tuning job of any organization, as its own members could: what is trained is paid, and
 * it stands in their audit log. Null: there is no such job.
 */
export async function cancelAnyJob(
  db: Database,
  { jobId, operator }: { jobId: string; operator: OperatorActor },
): Promise<CancelAnswer | null> {
  const job = await withSystem(db, (tx) =>
    tx.fineTuningJob.findUnique({ where: { id: jobId }, select: { organizationId: true, projectId: true } }),
  );
  if (job === null) return null;
  const { organizationId, projectId } = job;
  return withOrg(db, organizationId, async (tx) => {
    const answer = await requestCancel(tx, { jobId });
    if (answer === 'cancelled' || answer === 'cancelling') {
      const target = { kind: 'job', id: jobId };
      await recordOperatorAct(tx, operator, { organizationId, projectId, action: 'job.cancel', target });
    }
    return answer;
  });
}
