import { chunkAttemptsMax } from '@modelmint/domain/inference-job';
import type { InferenceJob } from '../generated/client.ts';
import { storableText } from '../ingest/storable-json.ts';
import type { Database } from '../open-database.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';
import { endInference, type InferenceFailure, moveInference } from './end-inference.ts';
import { type InferenceClaim, lockClaimedInference } from './inference-claim.ts';

export interface InferenceRequeue {
  /** What went wrong, in words for the customer; null when nobody is to blame. */
  failure: InferenceFailure | null;
  /** It cannot go on: its finished rows are written, then it is FAILED. */
  isFinal?: boolean;
  /** Nobody could go on with it now, as its model is busy: other jobs come first for a while. */
  isWaiting?: boolean;
  /** Only when the lease has ended by the database's clock. */
  ifExpired?: boolean;
}

/** Longer than any lease lies ahead, by which `inferenceOrder` knows such a job. */
const waitSeconds = 120;

/** Of writing the result file, which is tried more often: the rows are paid. */
const finishAttemptsMax = 20;

/**
 * Gives a running job to the next worker, which goes on after the last finished chunk. What has failed too often is
 * FAILED once its finished rows are written, at once where there are none.
 */
export async function requeueInference(
  db: Database,
  claim: InferenceClaim,
  why: InferenceRequeue,
): Promise<'queued' | 'ended' | 'lost'> {
  return withOrg(db, claim.organizationId, async (tx) => {
    const job = await lockClaimedInference(tx, claim);
    if (job === null || job.status !== 'RUNNING') return 'lost';
    if (why.ifExpired === true && !(await isExpired(tx, claim.jobId))) return 'lost';
    const attempts = job.attempts + (why.failure === null ? 0 : 1);
    const isGivenUp = why.failure !== null && (why.isFinal === true || attempts >= chunkAttemptsMax);
    if (!isGivenUp || why.failure === null) {
      if (!(await putBack(tx, job, { attempts }))) return 'lost';
      if (why.isWaiting === true) await putBehind(tx, job.id);
      return 'queued';
    }
    const failure = isOver(job) ? null : why.failure;
    if (job.chunksDone === 0 || attempts >= finishAttemptsMax)
      return (await endInference(tx, job, { move: 'fail', failure: why.failure })) ? 'ended' : 'lost';
    const words = failure === null ? {} : wordsOf(failure, attempts);
    return (await putBack(tx, job, { attempts, ...words })) ? 'queued' : 'lost';
  });
}

/** Its end is decided; only the file of its rows is missing. */
function isOver({ chunksDone, chunksTotal, errorCode, cancelRequestedAt, expiresAt }: InferenceJob): boolean {
  return chunksDone === chunksTotal || errorCode !== null || cancelRequestedAt !== null || expiresAt < new Date();
}

function wordsOf({ code, message, param, fault }: InferenceFailure, attempts: number) {
  const times = attempts >= chunkAttemptsMax ? ` This happened ${attempts} times, so the job was given up.` : '';
  return {
    errorCode: code,
    errorMessage: storableText(`${message}${times} The finished rows are kept.`),
    errorParam: param,
    fault: fault === 'customer' ? ('CUSTOMER' as const) : ('PLATFORM' as const),
  };
}

function putBack(
  tx: OrgTransaction,
  job: InferenceJob,
  data: Parameters<typeof moveInference>[2]['data'],
): Promise<boolean> {
  return moveInference(tx, job, { move: 'requeue', data: { workerId: null, ...data } });
}

async function putBehind(tx: OrgTransaction, jobId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "inference_job" SET "leaseUntil" = now() + make_interval(secs => ${waitSeconds}::int)
    WHERE "id" = ${jobId} AND "status" = 'QUEUED'`;
}

async function isExpired(tx: OrgTransaction, jobId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ isExpired: boolean }[]>`
    SELECT "leaseUntil" < now() AS "isExpired" FROM "inference_job" WHERE "id" = ${jobId}`;
  return row?.isExpired === true;
}
