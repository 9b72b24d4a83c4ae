import { listWaitingChecks } from '@modelmint/db/system/claim-check';
import { countStartableInference } from '@modelmint/db/system/claim-inference';
import { countStartable } from '@modelmint/db/system/count-startable';
import { expireHolds } from '@modelmint/db/system/expire-holds';
import { listDueWebhooks } from '@modelmint/db/system/list-due-webhooks';
import { listValidatedJobs } from '@modelmint/db/system/list-validated-jobs';
import { listWaitingComparisons } from '@modelmint/db/system/list-waiting-comparisons';
import { listWaitingImports } from '@modelmint/db/system/list-waiting-imports';
import { listWaitingIngests } from '@modelmint/db/system/list-waiting-ingests';
import { sweepWorkers } from '@modelmint/db/system/register-worker';
import { sweepSupport } from '@modelmint/db/system/support-sessions';
import { expireUnchecked } from '@modelmint/db/system/sweep-inference';
import type { WorkerDeps } from '../deps.ts';
import { requeueLostInference } from '../infer/requeue-lost-inference.ts';
import { ringInference } from '../infer/ring-inference.ts';
import { requeueLostTraining } from '../train/requeue-lost-training.ts';
import { ringTraining } from '../train/ring-training.ts';
import { startWaitingJobs } from '../train/start-waiting-jobs.ts';
import type { Handler } from './handler.ts';

/** Each returns how much it found. */
const steps: Record<string, (deps: WorkerDeps) => Promise<number>> = {
  lost: (deps) => requeueLostTraining(deps),
  validated: startMissedJobs,
  training: ringMissedTraining,
  lostInference: (deps) => requeueLostInference(deps),
  expiredChecks: ({ db }) => expireUnchecked(db),
  checks: ringMissedChecks,
  inference: ringMissedInference,
  ingests: ringMissedIngests,
  imports: ringMissedImports,
  comparisons: ringMissedComparisons,
  webhooks: ringMissedWebhooks,
  holds: ({ db }) => expireHolds(db),
  support: ({ db }) => sweepSupport(db),
  workers: ({ db }) => sweepWorkers(db),
};

/**
 * Rings again for every row that still waits for a worker: the queue may forget, the rows do not. A step that fails,
 * over one row perhaps, stops no other; the first failure is thrown at the end.
 */
export const sweepJob: Handler<'job.sweep'> = async (deps) => {
  const { log } = deps;
  const done: Record<string, number> = {};
  const failures: unknown[] = [];
  for (const [name, step] of Object.entries(steps)) {
    try {
      done[name] = await step(deps);
    } catch (error) {
      log.error({ err: error, step: name }, 'sweep: a step failed');
      failures.push(error);
    }
  }
  if (Object.values(done).some((count) => count > 0)) log.info(done, 'sweep: found work');
  if (failures.length > 0) throw failures[0];
};

/** A worker may have died between the end of the check and its jobs. */
async function startMissedJobs(deps: WorkerDeps): Promise<number> {
  let started = 0;
  for (const version of await listValidatedJobs(deps.db)) started += await startWaitingJobs(deps, version);
  return started;
}

/** Only when no ring waits already, so that rings do not pile up behind busy workers. */
async function ringMissedTraining(deps: WorkerDeps): Promise<number> {
  const startable = await countStartable(deps.db);
  if (startable === 0) return 0;
  const { train } = await deps.queue.counts();
  if (train.waiting + train.delayed > 0) return 0;
  await ringTraining(deps);
  return startable;
}

/** With the row's id, so that one that waits or runs is not rung twice. */
async function ringMissedIngests({ db, queue }: WorkerDeps): Promise<number> {
  const waiting = await listWaitingIngests(db);
  for (const payload of waiting) await queue.ring('dataset.ingest', payload, { jobId: payload.datasetVersionId });
  return waiting.length;
}

async function ringMissedImports({ db, queue }: WorkerDeps): Promise<number> {
  const waiting = await listWaitingImports(db);
  for (const payload of waiting) await queue.ring('base-model.import', payload, { jobId: payload.baseModelId });
  return waiting.length;
}

async function ringMissedComparisons({ db, queue }: WorkerDeps): Promise<number> {
  const waiting = await listWaitingComparisons(db);
  for (const payload of waiting) await queue.ring('evaluation.compare', payload, { jobId: payload.comparisonId });
  return waiting.length;
}

async function ringMissedChecks({ db, queue }: WorkerDeps): Promise<number> {
  const waiting = await listWaitingChecks(db);
  for (const payload of waiting) await queue.ring('inference.validate', payload, { jobId: payload.inferenceJobId });
  return waiting.length;
}

async function ringMissedInference(deps: WorkerDeps): Promise<number> {
  const startable = await countStartableInference(deps.db);
  if (startable === 0) return 0;
  const { infer } = await deps.queue.counts();
  if (infer.waiting + infer.delayed > 0) return 0;
  await ringInference(deps);
  return startable;
}

async function ringMissedWebhooks({ db, queue }: WorkerDeps): Promise<number> {
  const due = await listDueWebhooks(db);
  for (const payload of due) await queue.ring('webhook.apply', payload, { jobId: payload.externalId });
  return due.length;
}
