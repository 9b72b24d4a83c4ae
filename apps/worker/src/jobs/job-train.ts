import { claimTraining } from '@modelmint/db/system/claim-training';
import { countStartable } from '@modelmint/db/system/count-startable';
import { AppError } from '@modelmint/domain/errors';
import { ringTraining } from '../train/ring-training.ts';
import { runTraining } from '../train/run-training.ts';
import type { Handler } from './handler.ts';

/**
 * Trains the fair next job, if there is one. It goes on when the ring is lost to another worker: that one claims
 * another job, and this claim is PostgreSQL's to take.
 */
export const trainJob: Handler<'job.train'> = async (deps) => {
  if (deps.closing.aborted) throw new AppError('worker_lost', 'the worker is closing');
  const work = await claimTraining(deps.db, { workerId: deps.workerId });
  if (work === null) return;
  if (work.hasMore) await ringTraining(deps);
  await runTraining(deps, work);
  // An organization at its limit may go on now, and what was put back wants another worker.
  if ((await countStartable(deps.db)) > 0) await ringTraining(deps);
};
