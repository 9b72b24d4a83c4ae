import { requestInferenceCancel } from '../inference/cancel-inference.ts';
import { requestCancel } from '../training/cancel-training.ts';
import type { OrgTransaction } from '../with-org.ts';

/** Cancels every open job of an organization, or of one of its projects. What is done is paid and kept. */
export async function stopWork(tx: OrgTransaction, { projectId }: { projectId?: string } = {}): Promise<number> {
  const place = projectId === undefined ? {} : { projectId };
  const training = await tx.fineTuningJob.findMany({
    where: { ...place, status: { in: ['VALIDATING_FILES', 'QUEUED', 'RUNNING'] } },
    select: { id: true },
    orderBy: { id: 'asc' },
  });
  for (const { id } of training) await requestCancel(tx, { jobId: id });
  const inference = await tx.inferenceJob.findMany({
    where: { ...place, status: { in: ['VALIDATING', 'QUEUED', 'RUNNING'] } },
    select: { id: true, projectId: true },
    orderBy: { id: 'asc' },
  });
  for (const job of inference) await requestInferenceCancel(tx, { projectId: job.projectId, jobId: job.id });
  return training.length + inference.length;
}
