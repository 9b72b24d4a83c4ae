import { type AppError, errorHttp } from '@modelmint/domain/errors';
import type { JobMove } from '@modelmint/domain/job-state';
import { jobMoves } from '@modelmint/domain/job-state';
import type { FineTuningJob } from '../generated/client.ts';
import { storableText } from '../ingest/storable-json.ts';
import { releaseHold } from '../ledger/release-hold.ts';
import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';
import { addJobEvent } from './add-job-event.ts';
import { chargeTraining } from './charge-training.ts';
import { tellTrainingCancelled, tellTrainingFailed } from './tell-training-end.ts';

/** Why a job has failed, in words for the customer. */
export type TrainingFailure = Pick<AppError, 'code' | 'message' | 'param' | 'fault'>;

/** Moves a locked job to an end; the caller has checked that it may. */
export async function moveJob(
  tx: OrgTransaction,
  job: FineTuningJob,
  move: JobMove,
  data: Omit<Parameters<OrgTransaction['fineTuningJob']['updateMany']>[0]['data'], 'status'>,
): Promise<boolean> {
  const { from, to } = jobMoves[move];
  const { count } = await tx.fineTuningJob.updateMany({
    where: { id: job.id, fence: job.fence, status: { in: [...from] } },
    data: { ...data, status: to },
  });
  if (count === 0) return false;
  await notifyRow(tx, { organizationId: job.organizationId, projectId: job.projectId, kind: 'job', id: job.id });
  return true;
}

/** A failed job is never charged, whoever is at fault: its customer has got nothing. */
export async function endAsFailed(tx: OrgTransaction, job: FineTuningJob, failure: TrainingFailure): Promise<boolean> {
  const { organizationId, holdId, id: jobId, fence } = job;
  const isMoved = await moveJob(tx, job, 'fail', {
    errorCode: failure.code in errorHttp ? failure.code : 'internal_error',
    errorMessage: storableText(failure.message),
    errorParam: failure.param,
    fault: failure.fault === 'customer' ? 'CUSTOMER' : 'PLATFORM',
    finishedAt: new Date(),
  });
  if (!isMoved) return false;
  if (holdId !== null) await releaseHold(tx, { organizationId, holdId });
  const message = `Fine-tuning job failed: ${failure.message}`;
  await addJobEvent(tx, { organizationId, jobId, fence, level: 'error', message });
  await tellTrainingFailed(tx, job, failure.message);
  await notifyRow(tx, { organizationId, projectId: null, kind: 'wallet', id: organizationId });
  return true;
}

/** Pays for the steps that were completed. */
export async function endAsCancelled(tx: OrgTransaction, job: FineTuningJob, tokensTrained: bigint): Promise<boolean> {
  const { organizationId, id: jobId, fence } = job;
  if (!(await moveJob(tx, job, 'cancel', { finishedAt: new Date() }))) return false;
  const chargedMicros = await chargeTraining(tx, job, { tokensTrained });
  await tx.fineTuningJob.update({ where: { id: jobId }, data: { chargedMicros, trainedTokens: tokensTrained } });
  await addJobEvent(tx, { organizationId, jobId, fence, level: 'info', message: 'Fine-tuning job cancelled' });
  await tellTrainingCancelled(tx, job);
  return true;
}

/** The job, locked until the transaction ends, when the claim still holds. */
export async function lockClaimed(
  tx: OrgTransaction,
  { jobId, fence }: { jobId: string; fence: number },
): Promise<FineTuningJob | null> {
  const rows = await tx.$queryRaw`
    SELECT 1 FROM "fine_tuning_job" WHERE "id" = ${jobId} AND "fence" = ${fence} AND "status" = 'RUNNING' FOR UPDATE`;
  return Array.isArray(rows) && rows.length === 1
    ? await tx.fineTuningJob.findUniqueOrThrow({ where: { id: jobId } })
    : null;
}
