import type { OrgTransaction } from '../with-org.ts';
import { endInference } from './end-inference.ts';
import { notifyInference } from './notify-inference.ts';

export type InferenceCancelAnswer = 'cancelled' | 'cancelling' | 'finished';

/**
 * What a customer's cancel does. A job without a finished row ends at once and costs nothing; else a worker first writes
 * the file of the finished rows, which are paid: ring `inference.run`. Null: there is no such job.
 */
export async function requestInferenceCancel(
  tx: OrgTransaction,
  { projectId, jobId }: { projectId: string; jobId: string },
): Promise<InferenceCancelAnswer | null> {
  await tx.$queryRaw`SELECT 1 FROM "inference_job" WHERE "id" = ${jobId} FOR UPDATE`;
  const job = await tx.inferenceJob.findFirst({ where: { id: jobId, projectId } });
  if (job === null) return null;
  if (job.status === 'VALIDATING' || (job.status === 'QUEUED' && job.chunksDone === 0)) {
    const cancelRequestedAt = job.cancelRequestedAt ?? new Date();
    return (await endInference(tx, job, { move: 'cancel', cancelRequestedAt })) ? 'cancelled' : 'finished';
  }
  if (job.status !== 'RUNNING' && job.status !== 'QUEUED') return 'finished';
  await tx.inferenceJob.updateMany({
    where: { id: jobId, status: job.status, cancelRequestedAt: null },
    data: { cancelRequestedAt: new Date() },
  });
  await notifyInference(tx, job);
  return 'cancelling';
}
