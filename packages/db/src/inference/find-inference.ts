import type { InferenceJob } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

/** Null for one that answers an evaluation, too: no list of jobs shows it. */
export async function findInference(
  tx: OrgTransaction,
  { projectId, jobId }: { projectId: string; jobId: string },
): Promise<InferenceJob | null> {
  return tx.inferenceJob.findFirst({ where: { id: jobId, projectId, evaluationId: null } });
}
