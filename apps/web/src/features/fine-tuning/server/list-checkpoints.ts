import { withOrg } from '@modelmint/db/with-org';
import { parseId } from '@modelmint/domain/ids';
import type { Deps } from '../../../deps.ts';
import type { Principal } from '../../organization/server/principal.ts';
import { getJob } from './get-job.ts';
import type { JobView } from './job-view.ts';

export interface CheckpointView {
  id: string;
  step: number;
  epoch: number;
  isBest: boolean;
  sizeBytes: number;
  metrics: Record<string, number>;
  createdAt: Date;
}

/** Latest step first. */
export async function listCheckpoints(
  deps: Deps,
  principal: Principal,
  { jobId, after, limit }: { jobId: string; after?: string | undefined; limit: number },
): Promise<{ job: JobView; checkpoints: CheckpointView[]; hasMore: boolean }> {
  const job = await getJob(deps, principal, jobId);
  const rows = await withOrg(deps.db, principal.organizationId, (tx) =>
    tx.checkpoint.findMany({
      where: { jobId },
      orderBy: { step: 'desc' },
      take: limit + 1,
      ...(after === undefined || parseId('checkpoint', after) === null ? {} : { cursor: { id: after }, skip: 1 }),
    }),
  );
  const checkpoints = rows.slice(0, limit).map(({ id, step, epoch, isBest, sizeBytes, metrics, createdAt }) => ({
    ...{ id, step, epoch, isBest, createdAt },
    sizeBytes: Number(sizeBytes),
    metrics: metrics as Record<string, number>,
  }));
  return { job, checkpoints, hasMore: rows.length > limit };
}
