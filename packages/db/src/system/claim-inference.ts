import type { InferenceAsk } from '@modelmint/domain/inference-ask';
import { InferenceRoute } from '@modelmint/domain/inference-job';
import { CalledModel } from '@modelmint/domain/wire/called-model';
import type { InferenceJob } from '../generated/client.ts';
import { type InferenceClaim, inferenceLeaseSeconds } from '../inference/inference-claim.ts';
import { notifyInference } from '../inference/notify-inference.ts';
import { requeueInference } from '../inference/requeue-inference.ts';
import type { Database } from '../open-database.ts';
import { type SystemTransaction, withSystem } from '../with-system.ts';
import { mayTake } from './drain-worker.ts';
import { inferenceOrder } from './inference-order.ts';

/** What a worker needs to answer the rows of a job. */
export interface InferenceWork extends InferenceClaim {
  ask: InferenceAsk;
  rowsPrefix: string;
  inputName: string;
  chunksTotal: number;
  chunksDone: number;
  /** When its rows were first begun; it stands in their answers. */
  startedAt: Date;
  /** No row is to be asked any more. */
  isOver: boolean;
  /** The model was deleted since. */
  isModelGone: boolean;
  /** Whose rows these are; null for a job of its own. */
  evaluationId: string | null;
  /** Another job could start now: ring for another worker. */
  hasMore: boolean;
}

/** Two claims at once could both see an organization below its limit. */
const claimLock = 7_306_180_017;

/** Takes the fair next job of all organizations, or null when none may start. The claim is held until its lease ends. */
export async function claimInference(db: Database, { workerId }: { workerId: string }): Promise<InferenceWork | null> {
  for (;;) {
    const claim = await takeNext(db, workerId);
    if (claim === null) return null;
    try {
      return await withSystem(db, (tx) => readWork(tx, claim));
    } catch (error) {
      if (!(error instanceof UnreadableJob)) throw error;
      // Else it would stand at the head of the queue for ever.
      const message = 'The job cannot be started: what it was made of is not readable. Create it again.';
      const failure = { code: 'internal_error' as const, message, param: null, fault: 'platform' as const };
      await requeueInference(db, claim, { failure, isFinal: true });
    }
  }
}

class UnreadableJob extends Error {}

async function takeNext(db: Database, workerId: string): Promise<InferenceClaim | null> {
  return withSystem(db, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${claimLock}::bigint)`;
    const [claimed] = await tx.$queryRaw<InferenceClaim[]>`
      WITH ${inferenceOrder},
      picked AS (
        SELECT j."id" FROM "inference_job" j JOIN inference_waiting w USING ("id")
        WHERE w."canStart" AND j."status" = 'QUEUED' AND ${mayTake(workerId)} ORDER BY w."place" LIMIT 1 FOR UPDATE OF j SKIP LOCKED
      )
      UPDATE "inference_job" j
      SET "status" = 'RUNNING', "fence" = j."fence" + 1, "workerId" = ${workerId},
        "leaseUntil" = now() + make_interval(secs => ${inferenceLeaseSeconds}::int),
        "startedAt" = coalesce(j."startedAt", now())
      FROM picked WHERE j."id" = picked."id"
      RETURNING j."organizationId", j."projectId", j."id" AS "jobId", j."fence"`;
    return claimed ?? null;
  });
}

async function readWork(tx: SystemTransaction, claim: InferenceClaim): Promise<InferenceWork> {
  const job = await tx.inferenceJob.findUniqueOrThrow({ where: { id: claim.jobId } });
  const file = await tx.file.findUnique({ where: { id: job.inputFileId }, select: { name: true } });
  const isModelGone = await isGone(tx, job.modelId);
  const [more] = await tx.$queryRaw<{ jobs: number }[]>`
    WITH ${inferenceOrder} SELECT count(*)::int AS "jobs" FROM inference_waiting WHERE "canStart"`;
  await notifyInference(tx, job);
  return {
    ...claim,
    ...readJob(job),
    inputName: file?.name ?? 'input',
    isModelGone,
    evaluationId: job.evaluationId,
    hasMore: (more?.jobs ?? 0) > 0,
  };
}

async function isGone(tx: SystemTransaction, modelId: string | null): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isGone: boolean }[]>`
    SELECT NOT EXISTS (SELECT 1 FROM "model" m WHERE m."id" = ${modelId} AND m."deletedAt" IS NULL)
      AND NOT EXISTS (SELECT 1 FROM "base_model" b WHERE b."id" = ${modelId} AND b."deletedAt" IS NULL) AS "isGone"`;
  return row?.isGone === true;
}

/** Whether the model of a job was deleted since. */
export async function isModelGone(db: Database, { ask }: Pick<InferenceWork, 'ask'>): Promise<boolean> {
  return withSystem(db, (tx) => isGone(tx, ask.called.id));
}

function readJob(job: InferenceJob) {
  const { chunksTotal, chunksDone, rowsPrefix, startedAt, model, mode, column, seed } = job;
  const called = CalledModel.safeParse(job.target);
  const route = InferenceRoute.safeParse(job.route);
  const { parameters } = job;
  const isObject = typeof parameters === 'object' && parameters !== null && !Array.isArray(parameters);
  if (!called.success || !route.success || !isObject || rowsPrefix === null || startedAt === null || model === null)
    throw new UnreadableJob(`the job ${job.id} cannot be read`);
  const ask: InferenceAsk = { mode, route: route.data, model, called: called.data, column, parameters, seed };
  const isOver =
    job.cancelRequestedAt !== null || job.errorCode !== null || job.expiresAt < new Date() || chunksDone >= chunksTotal;
  return { ask, rowsPrefix, chunksTotal, chunksDone, startedAt, isOver };
}

/** Waiting inference jobs that could start now if a worker were free. */
export async function countStartableInference(db: Database): Promise<number> {
  const [row] = await withSystem(
    db,
    (tx) => tx.$queryRaw<{ jobs: number }[]>`
      WITH ${inferenceOrder} SELECT count(*)::int AS "jobs" FROM inference_waiting WHERE "canStart"`,
  );
  return row?.jobs ?? 0;
}
