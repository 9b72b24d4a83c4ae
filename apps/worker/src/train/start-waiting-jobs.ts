import { startValidatedJobs } from '@modelmint/db/training/start-validated-jobs';
import type { WorkerDeps } from '../deps.ts';
import { ringTraining } from './ring-training.ts';

/** Lets the jobs go on that were made before their data was checked. Returns how many. */
export async function startWaitingJobs(
  deps: WorkerDeps,
  version: { organizationId: string; datasetVersionId: string },
): Promise<number> {
  const { queued, failed, reread } = await startValidatedJobs(deps.db, version);
  if (queued.length > 0) await ringTraining(deps);
  const { organizationId } = version;
  for (const datasetVersionId of reread) await ringIngest(deps, { organizationId, datasetVersionId });
  return queued.length + failed.length;
}

/** The file was read for another task than the job's. What a lost ring misses, the sweep finds. */
async function ringIngest(
  { queue, log }: WorkerDeps,
  version: { organizationId: string; datasetVersionId: string },
): Promise<void> {
  try {
    await queue.ring('dataset.ingest', version, { jobId: version.datasetVersionId });
  } catch (error) {
    log.warn({ err: error }, 'ingest: not rung, the sweep will');
  }
}
