import { startValidatedJobs } from '@modelmint/db/training/start-validated-jobs';
import type { WorkerDeps } from '../deps.ts';
import { ringTraining } from './ring-training.ts';

/** Lets the jobs go on that were made before their data was checked. Returns how many. */
export async function startWaitingJobs(
  deps: WorkerDeps,
  version: { organizationId: string; datasetVersionId: string },
): Promise<number> {
  const { queued, failed } = await startValidatedJobs(deps.db, version);
  if (queued.length > 0) await ringTraining(deps);
  return queued.length + failed.length;
}
