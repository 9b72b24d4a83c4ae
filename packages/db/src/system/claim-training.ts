import { DatasetReport } from '@modelmint/domain/dataset-report';
import { isAppError } from '@modelmint/domain/errors';
import { TrainingSpec } from '@modelmint/domain/training-spec';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { addJobEvent } from '../training/add-job-event.ts';
import { failTraining } from '../training/fail-training.ts';
import { leaseSeconds, type TrainingClaim } from '../training/training-claim.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { mayTake } from './drain-worker.ts';
import { fairOrder } from './fair-order.ts';

/** What a worker needs to train; frozen when the job was made. */
export interface TrainingWork extends TrainingClaim {
  baseModel: string;
  /** Where the files of an imported checkpoint lie; null for a template. */
  base: { id: string; storagePrefix: string } | null;
  /** Its `task` says what is trained. */
  spec: TrainingSpec;
  /** Of a classifier; else none. */
  labels: string[];
  datasetVersionId: string;
  /** Of one pass over the training data, as they are billed. */
  trainTokens: number;
  trainKey: string;
  validationKey: string;
  /** The newest point from which training can go on, then the older ones. */
  checkpoints: { step: number; storageKey: string; sha256: string }[];
  /** Another job could start now: ring for another worker. */
  hasMore: boolean;
}

/** Two claims at once could both see an organization below its limit. */
const claimLock = 7_306_180_002;

/** Takes the fair next job of all organizations, or null when none may start. The claim is held until its lease ends. */
export async function claimTraining(db: Database, { workerId }: { workerId: string }): Promise<TrainingWork | null> {
  for (;;) {
    const claim = await takeNext(db, workerId);
    if (claim === null) return null;
    try {
      return await withSystem(db, (tx) => readWork(tx, claim));
    } catch (error) {
      if (isAppError(error)) throw error;
      // A row that nobody can read would else stand at the head of the queue for ever.
      const message = 'The job cannot be started: what it was made of is not readable. Create it again.';
      await failTraining(db, claim, { code: 'internal_error', message, param: null, fault: 'platform' });
    }
  }
}

async function takeNext(db: Database, workerId: string): Promise<TrainingClaim | null> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${claimLock}::bigint)`;
    const [claimed] = await tx.$queryRaw<TrainingClaim[]>`
      WITH ${fairOrder},
      picked AS (
        SELECT j."id" FROM "fine_tuning_job" j JOIN waiting w USING ("id")
        WHERE w."canStart" AND j."status" = 'QUEUED' AND ${mayTake(workerId)} ORDER BY w."place" LIMIT 1 FOR UPDATE OF j SKIP LOCKED
      )
      UPDATE "fine_tuning_job" j
      SET "status" = 'RUNNING', "fence" = j."fence" + 1, "workerId" = ${workerId},
        "leaseUntil" = now() + make_interval(secs => ${leaseSeconds}::int),
        "startedAt" = coalesce(j."startedAt", now())
      FROM picked WHERE j."id" = picked."id"
      RETURNING j."organizationId", j."projectId", j."id" AS "jobId", j."fence"`;
    return claimed ?? null;
  });
}

async function readWork(tx: SystemTransaction, claim: TrainingClaim): Promise<TrainingWork> {
  const { organizationId, projectId, jobId: id, fence } = claim;
  const job = await tx.fineTuningJob.findUniqueOrThrow({ where: { id }, include: { version: true, base: true } });
  const checkpoints = await tx.checkpoint.findMany({ where: { jobId: id }, orderBy: { step: 'desc' } });
  const { version, base } = job;
  if (base !== null && base.storagePrefix === null) throw new Error(`the base ${base.id} has no files`);
  const [more] = await tx.$queryRaw<{ jobs: number }[]>`
    WITH ${fairOrder} SELECT count(*)::int AS "jobs" FROM waiting WHERE "canStart"`;
  await addJobEvent(tx, { organizationId, jobId: id, fence, level: 'info', message: startMessage(checkpoints) });
  await notifyRow(tx, { organizationId, projectId, kind: 'job', id });
  return {
    ...claim,
    baseModel: job.baseModel,
    base: base === null ? null : { id: base.id, storagePrefix: base.storagePrefix ?? '' },
    spec: TrainingSpec.parse(job.spec),
    // In the order of their code units, so that the same data give the same model wherever its rows stood.
    labels: DatasetReport.parse(version.report)
      .labels.filter(({ rows }) => rows > 0)
      .map(({ label }) => label)
      .sort(),
    datasetVersionId: version.id,
    trainTokens: Number(version.trainTokens ?? 0n),
    trainKey: version.trainKey ?? '',
    validationKey: version.validationKey ?? '',
    checkpoints: checkpoints.map(({ step, storageKey, sha256 }) => ({ step, storageKey, sha256 })),
    hasMore: (more?.jobs ?? 0) > 0,
  };
}

function startMessage([latest]: { step: number }[]): string {
  return latest === undefined ? 'Fine-tuning job started' : `Fine-tuning job goes on from step ${latest.step}`;
}
