import type { InferenceJob } from '../generated/client.ts';
import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';
import type { SystemTransaction } from '../with-system.ts';

/** Says that a job has changed; of one that answers for an evaluation, that the evaluation has. */
export async function notifyInference(
  tx: OrgTransaction | SystemTransaction,
  job: Pick<InferenceJob, 'id' | 'organizationId' | 'projectId' | 'evaluationId'>,
): Promise<void> {
  const { id, organizationId, projectId, evaluationId } = job;
  const what =
    evaluationId === null ? ({ kind: 'inference', id } as const) : ({ kind: 'evaluation', id: evaluationId } as const);
  await notifyRow(tx, { organizationId, projectId, ...what });
}
