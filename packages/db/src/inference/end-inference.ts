import { type AppError, errorHttp } from '@modelmint/domain/errors';
import { type InferenceMove, type InferenceProblem, inferenceMoves } from '@modelmint/domain/inference-job';
import type { InferenceJob, Prisma } from '../generated/client.ts';
import { storableJson, storableText } from '../ingest/storable-json.ts';
import { releaseHold } from '../ledger/release-hold.ts';
import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';
import { notifyInference } from './notify-inference.ts';
import { tellInferenceEnd } from './tell-inference-end.ts';

/** Why a job has failed, in words for the customer. */
export type InferenceFailure = Pick<AppError, 'code' | 'message' | 'param' | 'fault'>;

export interface InferenceEnd {
  move: Extract<InferenceMove, 'complete' | 'fail' | 'cancel' | 'expire'>;
  failure?: InferenceFailure;
  problems?: readonly InferenceProblem[];
  cancelRequestedAt?: Date;
  outputFileId?: string | null;
  errorFileId?: string | null;
}

/** Moves a locked job; the caller has checked that it may. False: it was elsewhere already. */
export async function moveInference(
  tx: OrgTransaction,
  job: Pick<InferenceJob, 'id' | 'fence' | 'organizationId' | 'projectId' | 'evaluationId'>,
  { move, data }: { move: InferenceMove; data: Omit<Prisma.InferenceJobUpdateManyMutationInput, 'status'> },
): Promise<boolean> {
  const { from, to } = inferenceMoves[move];
  const { count } = await tx.inferenceJob.updateMany({
    where: { id: job.id, fence: job.fence, status: { in: [...from] } },
    data: { ...data, status: to },
  });
  if (count === 0) return false;
  await notifyInference(tx, job);
  return true;
}

/** Ends a locked job and frees what is still held for it; finished rows are paid already. */
export async function endInference(tx: OrgTransaction, job: InferenceJob, end: InferenceEnd): Promise<boolean> {
  const { organizationId, holdId } = job;
  const { move, failure, problems, ...files } = end;
  const isMoved = await moveInference(tx, job, {
    move,
    data: {
      ...files,
      ...(failure === undefined ? {} : wordsOf(failure)),
      ...(problems === undefined ? {} : { problems: storableJson({ problems }).problems ?? [] }),
      finishedAt: new Date(),
    },
  });
  if (!isMoved) return false;
  if (holdId !== null && (await releaseHold(tx, { organizationId, holdId })))
    await notifyRow(tx, { organizationId, projectId: null, kind: 'wallet', id: organizationId });
  await tellInferenceEnd(tx, job, { move, reason: failure?.message ?? job.errorMessage });
  return true;
}

/** The columns that say why. */
export function wordsOf({ code, message, param, fault }: InferenceFailure) {
  return {
    errorCode: code in errorHttp ? code : 'internal_error',
    errorMessage: storableText(message),
    errorParam: param,
    fault: fault === 'customer' ? ('CUSTOMER' as const) : ('PLATFORM' as const),
  };
}
