import { requeueInference } from '@modelmint/db/inference/requeue-inference';
import { listLostInference } from '@modelmint/db/system/sweep-inference';
import { AppError } from '@modelmint/domain/errors';
import type { WorkerDeps } from '../deps.ts';
import { ringInference } from './ring-inference.ts';

/** Gives the jobs of workers that died to living ones. Returns how many. */
export async function requeueLostInference(deps: WorkerDeps, options: { graceSeconds?: number } = {}): Promise<number> {
  let requeued = 0;
  for (const claim of await listLostInference(deps.db, options)) {
    const failure = new AppError('worker_lost', 'The worker stopped answering.', { fault: 'platform' });
    const outcome = await requeueInference(deps.db, claim, { failure, ifExpired: true });
    deps.log.warn({ inferenceJobId: claim.jobId, fence: claim.fence, outcome }, 'infer: a job lost its worker');
    if (outcome === 'queued') requeued++;
  }
  if (requeued > 0) await ringInference(deps);
  return requeued;
}
