import { isAppError } from '@modelmint/domain/errors';
import type { InferenceProblem } from '@modelmint/domain/inference-job';
import { rateMicros } from '@modelmint/domain/money';
import type { InferenceJob } from '../generated/client.ts';
import { holdMoney } from '../ledger/hold-money.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { freezeTarget, type InferenceTarget } from './create-inference.ts';
import { endInference, type InferenceFailure, moveInference } from './end-inference.ts';
import { type InferenceClaim, lockClaimedInference } from './inference-claim.ts';

/** What the check of the lines has counted. */
export interface CheckedInput {
  rowsPrefix: string;
  rows: number;
  chunks: number;
  tokensMax: bigint;
  /** Of a BATCH, whose lines say it. */
  target: InferenceTarget | null;
}

/** Of a job that nobody ends any more: while it waits or runs, its hold stays however long that takes. */
const holdDaysMax = 7;

/**
 * Holds the most that the job can cost and lets it wait for a worker; without the money it is FAILED. `lost`: the claim is
 * lost, or the job was cancelled; nothing was written.
 */
export async function startChecked(
  db: Database,
  claim: InferenceClaim,
  checked: CheckedInput,
): Promise<'queued' | 'failed' | 'lost'> {
  try {
    return await withOrg(db, claim.organizationId, async (tx) => {
      const job = await lockClaimedInference(tx, claim);
      if (job === null || job.status !== 'VALIDATING') return 'lost';
      const { organizationId, projectId, id } = job;
      const frozen = checked.target === null ? null : await freezeTarget(tx, checked.target);
      const rate = frozen?.rateMicros ?? job.rateMicros;
      if (rate === null) throw new Error(`the job ${id} has no price`);
      const heldMicros = rateMicros(checked.tokensMax, rate);
      const { holdId } = await holdMoney(tx, {
        organizationId,
        projectId,
        key: `infer:${id}`,
        amountMicros: heldMicros,
        expiresAt: new Date(job.expiresAt.getTime() + holdDaysMax * 86_400_000),
      });
      const { rowsPrefix, rows: rowsTotal, chunks: chunksTotal, tokensMax } = checked;
      const isMoved = await moveInference(tx, job, {
        move: 'validated',
        data: {
          ...{ ...frozen, rowsPrefix, rowsTotal, chunksTotal, tokensMax, holdId, heldMicros },
          ...{ attempts: 0, workerId: null, leaseUntil: null, queuedAt: new Date() },
        },
      });
      // Not reachable while the row is locked; a throw takes the hold back.
      if (!isMoved) throw new Error(`the job ${id} moved under its lock`);
      await notifyRow(tx, { organizationId, projectId: null, kind: 'wallet', id: organizationId });
      return 'queued';
    });
  } catch (error) {
    if (!isAppError(error) || error.retryable) throw error;
    return (await refuseInference(db, claim, { failure: error })) ? 'failed' : 'lost';
  }
}

/** Ends a job whose lines cannot be asked. False: the claim is lost. */
export async function refuseInference(
  db: Database,
  claim: InferenceClaim,
  why: { failure: InferenceFailure; problems?: readonly InferenceProblem[] },
): Promise<boolean> {
  return withOrg(db, claim.organizationId, async (tx) => {
    const job: InferenceJob | null = await lockClaimedInference(tx, claim);
    if (job?.status !== 'VALIDATING') return false;
    const { code, message, param } = why.failure;
    const problems = why.problems ?? [{ code, message, param: param ?? null, line: null }];
    return endInference(tx, job, { move: 'fail', failure: why.failure, problems });
  });
}

/** Lets another worker check the lines. */
export async function giveBackCheck(
  db: Database,
  claim: InferenceClaim,
  { spendsAttempt }: { spendsAttempt: boolean },
): Promise<boolean> {
  return withOrg(db, claim.organizationId, async (tx) => {
    const { count } = await tx.inferenceJob.updateMany({
      where: { id: claim.jobId, fence: claim.fence, status: 'VALIDATING' },
      data: { leaseUntil: null, workerId: null, ...(spendsAttempt ? {} : { attempts: { decrement: 1 } }) },
    });
    return count === 1;
  });
}
