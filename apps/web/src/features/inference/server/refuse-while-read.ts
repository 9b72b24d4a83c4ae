import type { OrgTransaction } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { openInferenceStatuses } from '@modelmint/domain/inference-job';

/** Throws `conflict` with the jobs that still read this file. */
export async function refuseWhileRead(tx: OrgTransaction, fileId: string): Promise<void> {
  const jobs = await tx.inferenceJob.findMany({
    // Evaluations read the split that was made of it.
    where: { inputFileId: fileId, evaluationId: null, status: { in: [...openInferenceStatuses] } },
    select: { id: true },
    take: 5,
  });
  if (jobs.length === 0) return;
  const ids = jobs.map((job) => job.id).join(', ');
  throw new AppError(
    'conflict',
    `An inference job still reads this file: ${ids}. Cancel it or wait until it has ended.`,
  );
}
