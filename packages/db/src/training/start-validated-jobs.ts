import { AppError, isAppError } from '@modelmint/domain/errors';
import { FineTuningMethod } from '@modelmint/domain/hyperparameters';
import type { DatasetVersion, FineTuningJob } from '../generated/client.ts';
import type { Database } from '../open-database.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';
import { addJobEvent } from './add-job-event.ts';
import { chooseReading } from './choose-reading.ts';
import { endAsFailed, moveJob } from './end-training.ts';
import { findTrainable, type Trainable } from './find-trainable.ts';
import { holdForTraining } from './hold-for-training.ts';
import { invalidDataset, planTraining, type TrainingPlan } from './plan-training.ts';

export interface ValidatedJobs {
  /** Ring `job.train` when there are any. */
  queued: string[];
  failed: string[];
  /** Versions that were made because the file was read for another task. Ring `dataset.ingest` for each. */
  reread: string[];
}

/**
 * Lets the jobs go on that waited for the check of this version: QUEUED with their money held, or FAILED with the lines
 * at fault, or for lack of money. Does nothing while the check runs; twice is harmless.
 */
export async function startValidatedJobs(
  db: Database,
  { organizationId, datasetVersionId }: { organizationId: string; datasetVersionId: string },
): Promise<ValidatedJobs> {
  const waiting = await withOrg(db, organizationId, (tx) =>
    tx.fineTuningJob.findMany({
      where: { datasetVersionId, status: 'VALIDATING_FILES', version: { status: { in: ['READY', 'INVALID'] } } },
      orderBy: { createdAt: 'asc' },
      select: { id: true },
    }),
  );
  const done: ValidatedJobs = { queued: [], failed: [], reread: [] };
  for (const { id } of waiting) {
    const outcome = await withOrg(db, organizationId, (tx) => startOne(tx, id));
    if (outcome === null) continue;
    if (typeof outcome === 'string') done[outcome].push(id);
    else if (!done.reread.includes(outcome.reread)) done.reread.push(outcome.reread);
  }
  return done;
}

type StartOutcome = 'queued' | 'failed' | { reread: string } | null;

async function startOne(tx: OrgTransaction, jobId: string): Promise<StartOutcome> {
  await tx.$queryRaw`SELECT 1 FROM "fine_tuning_job" WHERE "id" = ${jobId} FOR UPDATE`;
  const found = await tx.fineTuningJob.findFirst({
    where: { id: jobId, status: 'VALIDATING_FILES' },
    include: { version: true },
  });
  if (found === null) return null;
  const { version: checked, ...job } = found;
  try {
    const base = await findTrainable(tx, job.baseModel, job.baseModelId);
    const version = await chooseReading(tx, checked, { projectId: job.projectId, task: base.task });
    if (version.id !== checked.id) {
      await tx.fineTuningJob.update({ where: { id: jobId }, data: { datasetVersionId: version.id } });
      if (version.status !== 'READY' && version.status !== 'INVALID') return { reread: version.id };
    }
    if (version.status === 'INVALID') throw invalidDataset(version);
    await enqueue(tx, { job, base, version });
    return 'queued';
  } catch (error) {
    // These are thrown before anything is written; all else undoes the transaction and is tried again.
    if (!isAppError(error) || error.retryable) throw error;
    return (await endAsFailed(tx, job, error)) ? 'failed' : null;
  }
}

async function enqueue(
  tx: OrgTransaction,
  { job, base, version }: { job: FineTuningJob; base: Trainable; version: DatasetVersion },
): Promise<void> {
  const { organizationId, projectId } = job;
  const { spec, estimate } = readPlan(version, job, base);
  const holdId = await holdForTraining(tx, { organizationId, projectId, jobId: job.id, estimate });
  const isMoved = await moveJob(tx, job, 'validated', {
    spec,
    holdId,
    estimatedTokens: estimate.tokens,
    estimatedSeconds: estimate.seconds.high,
    queuedAt: new Date(),
  });
  // Not reachable while the row is locked; a throw takes the hold back.
  if (!isMoved) throw new Error(`the job ${job.id} moved under its lock`);
  const message = 'Files validated, moving job to queued state';
  await addJobEvent(tx, { organizationId, jobId: job.id, fence: 0, level: 'info', message });
}

/** A row that nobody can read would else be tried again for ever. */
function readPlan(
  version: DatasetVersion,
  { method, seed, rateMicros }: Pick<FineTuningJob, 'method' | 'seed' | 'rateMicros'>,
  base: Trainable,
): TrainingPlan {
  try {
    return planTraining(version, { base, method: FineTuningMethod.parse(method), seed, rateMicros });
  } catch (error) {
    if (isAppError(error)) throw error;
    throw new AppError(
      'internal_error',
      'The job cannot be started: what it was made of is not readable. Upload the file again and create a new job.',
      { fault: 'platform', cause: error },
    );
  }
}
