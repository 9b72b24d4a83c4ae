import { requestInferenceCancel } from '../inference/cancel-inference.ts';
import { requestCancel } from '../training/cancel-training.ts';
import type { OrgTransaction } from '../with-org.ts';

interface Place {
  projectId?: string;
}

/** Cancels every open job of an organization, or of one of its projects. What is done is paid and kept. */
export async function stopWork(tx: OrgTransaction, where: Place = {}): Promise<number> {
  await lockOpenJobs(tx, where);
  const place = where.projectId === undefined ? {} : { projectId: where.projectId };
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

/**
 * All of them before the first is cancelled, which locks the wallet, and before their project is locked: whoever works on a
 * job has that job first, then project and wallet, and would wait for us as we wait for it.
 */
export async function lockOpenJobs(tx: OrgTransaction, { projectId }: Place): Promise<void> {
  const place = projectId ?? null;
  await tx.$queryRaw`
    SELECT 1 FROM "fine_tuning_job"
    WHERE "status" IN ('VALIDATING_FILES', 'QUEUED', 'RUNNING') AND (${place}::text IS NULL OR "projectId" = ${place})
    ORDER BY "id" FOR UPDATE`;
  await tx.$queryRaw`
    SELECT 1 FROM "inference_job"
    WHERE "status" IN ('VALIDATING', 'QUEUED', 'RUNNING') AND (${place}::text IS NULL OR "projectId" = ${place})
    ORDER BY "id" FOR UPDATE`;
}
