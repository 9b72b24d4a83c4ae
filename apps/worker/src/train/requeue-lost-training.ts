import { listLostTraining } from '@modelmint/db/system/list-lost-training';
import { requeueTraining } from '@modelmint/db/training/requeue-training';
import { AppError } from '@modelmint/domain/errors';
import type { WorkerDeps } from '../deps.ts';
import { ringTraining } from './ring-training.ts';

/** Gives the jobs of workers that died to living ones. Returns how many. */
export async function requeueLostTraining(deps: WorkerDeps, options: { graceSeconds?: number } = {}): Promise<number> {
  let requeued = 0;
  for (const claim of await listLostTraining(deps.db, options)) {
    const failure = new AppError('worker_lost', 'The worker stopped answering.', { fault: 'platform' });
    const outcome = await requeueTraining(deps.db, claim, { failure, spendsAttempt: true, ifExpired: true });
    deps.log.warn({ jobId: claim.jobId, fence: claim.fence, outcome }, 'train: a job lost its worker');
    if (outcome === 'queued') requeued++;
  }
  if (requeued > 0) await ringTraining(deps);
  return requeued;
}
