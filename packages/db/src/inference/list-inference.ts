import type { InferenceStatus } from '@modelmint/domain/inference-job';
import type { InferenceJob } from '../generated/client.ts';
import type { OrgTransaction } from '../with-org.ts';

export async function findInference(
  tx: OrgTransaction,
  { projectId, jobId }: { projectId: string; jobId: string },
): Promise<InferenceJob | null> {
  return tx.inferenceJob.findFirst({ where: { id: jobId, projectId, evaluationId: null } });
}

export interface InferencePage {
  jobs: InferenceJob[];
  hasMore: boolean;
}

/** Newest first, after the job `after`, which counts even when it is not among the asked statuses. */
export async function listInference(
  tx: OrgTransaction,
  asked: { projectId: string; limit: number; after?: string; statuses?: readonly InferenceStatus[] },
): Promise<InferencePage> {
  const { projectId, limit, after, statuses } = asked;
  const last = after === undefined ? null : await findInference(tx, { projectId, jobId: after });
  const rows = await tx.inferenceJob.findMany({
    where: {
      projectId,
      evaluationId: null,
      ...(statuses === undefined ? {} : { status: { in: [...statuses] } }),
      ...(last === null
        ? {}
        : { OR: [{ createdAt: { lt: last.createdAt } }, { createdAt: last.createdAt, id: { lt: last.id } }] }),
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  });
  return { jobs: rows.slice(0, limit), hasMore: rows.length > limit };
}
