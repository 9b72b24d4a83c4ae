import { claimInference, countStartableInference } from '@modelmint/db/system/claim-inference';
import { AppError } from '@modelmint/domain/errors';
import { ringInference } from '../infer/ring-inference.ts';
import { runInference } from '../infer/run-inference.ts';
import type { Handler } from './handler.ts';

/** Answers the rows of the fair next job, if there is one, until they are over or others have their turn. */
export const runInferenceJob: Handler<'inference.run'> = async (deps) => {
  if (deps.closing.aborted) throw new AppError('worker_lost', 'the worker is closing');
  const work = await claimInference(deps.db, { workerId: deps.workerId });
  if (work === null) return;
  if (work.hasMore) await ringInference(deps);
  const outcome = await runInference(deps, work);
  // What nobody can do now the sweep rings for again, after a while.
  if (outcome !== 'waits' && (await countStartableInference(deps.db)) > 0) await ringInference(deps);
};
