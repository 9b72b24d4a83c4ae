import { AppError } from '@modelmint/domain/errors';
import type { FineTuningMethod } from '@modelmint/domain/hyperparameters';
import { InferenceRoute } from '@modelmint/domain/inference-job';
import { suspendedError } from '@modelmint/domain/suspension';
import { abilitiesOfRoute } from '@modelmint/domain/wire/call-route';
import { type OperatorActor, recordOperatorAct } from '../audit/record-operator-act.ts';
import { createInference } from '../inference/create-inference.ts';
import { findCalledModel } from '../model/find-called-model.ts';
import type { Database } from '../open-database.ts';
import { addJobEvent } from '../training/add-job-event.ts';
import { createTraining } from '../training/create-training.ts';
import { setJobTags } from '../training/job-tags.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';
import { type OperatorJob, type OperatorJobKind, readOperatorJob } from './operator-jobs.ts';

export interface RetriedJob {
  id: string;
  kind: OperatorJobKind;
  organizationId: string;
  /** Of a fine-tuning job whose data are read first: ring `dataset.ingest` for it. */
  waitsForVersionId: string | null;
}

/**
 * A new job with the data and settings of a failed one, at today's price, once for each failed job. The failed one stays
 * as it ended, since its customer has been told so. It stands in the audit log of the organization, which pays for it.
 * Null: there is no such job. Throws `invalid_state` for one that has not failed, has charged something or cannot start,
 * and what creating throws.
 */
export async function retryAnyJob(
  db: Database,
  { jobId, operator }: { jobId: string; operator: OperatorActor },
): Promise<RetriedJob | null> {
  const failed = await readOperatorJob(db, jobId);
  if (failed === null) return null;
  if (failed.status !== 'FAILED' && failed.status !== 'EXPIRED')
    throw new AppError('invalid_state', 'Only a job that has failed can be started again.');
  // Nobody but its members may have rows answered and paid a second time.
  if (failed.chargedMicros > 0n)
    throw new AppError(
      'invalid_state',
      'Its finished rows are answered and paid: a new job would charge them again. Its members can start one for the rest.',
    );
  const { organizationId, projectId, kind } = failed;
  return withOrg(db, organizationId, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`retry:${jobId}`}, 0))`;
    await refuseClosed(tx, failed);
    await refuseSecond(tx, failed);
    const made = kind === 'training' ? await retryTraining(tx, failed) : await retryInference(tx, failed);
    const target = { kind: kind === 'training' ? 'job' : 'inference', id: made.id, name: failed.model };
    await recordOperatorAct(tx, operator, {
      ...{ organizationId, projectId, action: 'job.retry', target },
      details: { from: jobId },
    });
    return { ...made, kind, organizationId };
  });
}

async function refuseClosed(tx: OrgTransaction, { organizationId, projectId }: OperatorJob): Promise<void> {
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  if (organization.suspendedReason !== null) throw suspendedError(organization.suspendedReason);
  const project = await tx.project.findUnique({ where: { id: projectId } });
  if (organization.deleteRequestedAt !== null || project === null || project.archivedAt !== null)
    throw new AppError(
      'invalid_state',
      'Its project is archived or its organization is being deleted: nothing starts there.',
    );
}

async function refuseSecond(tx: OrgTransaction, { organizationId, id }: OperatorJob): Promise<void> {
  const [before] = await tx.$queryRaw<{ targetId: string }[]>`
    SELECT "targetId" FROM "audit_entry" WHERE "organizationId" = ${organizationId} AND "action" = 'job.retry'
      AND "details"->>'from' = ${id} LIMIT 1`;
  if (before !== undefined) throw new AppError('invalid_state', `It was started again already, as ${before.targetId}.`);
}

async function retryTraining(tx: OrgTransaction, { id }: OperatorJob) {
  const job = await tx.fineTuningJob.findUniqueOrThrow({ where: { id } });
  const { organizationId, projectId, datasetVersionId, baseModel, suffix, seed, createdByUserId, apiKeyId } = job;
  const made = await createTraining(tx, {
    ...{ organizationId, projectId, datasetVersionId, baseModel, suffix, seed, createdByUserId, apiKeyId },
    // Written by `createTraining` in this shape.
    method: job.method as unknown as FineTuningMethod,
    metadata: job.metadata as Record<string, string> | null,
  });
  const tags = await tx.jobTag.findMany({ where: { jobId: id }, select: { tag: true } });
  await setJobTags(
    tx,
    made,
    tags.map(({ tag }) => tag),
  );
  const message = `The operator started it in place of ${id}, which has failed`;
  await addJobEvent(tx, { organizationId, jobId: made.id, fence: 0, level: 'info', message });
  return { id: made.id, waitsForVersionId: made.status === 'VALIDATING_FILES' ? made.datasetVersionId : null };
}

async function retryInference(tx: OrgTransaction, { id }: OperatorJob) {
  const job = await tx.inferenceJob.findUniqueOrThrow({ where: { id } });
  if (job.evaluationId !== null)
    throw new AppError('invalid_state', 'It belongs to an evaluation: its members can start that again.');
  const { organizationId, projectId, name, mode, inputFileId, column, model, createdByUserId, apiKeyId } = job;
  const route = InferenceRoute.parse(job.route);
  const where = { organizationId, projectId, abilities: abilitiesOfRoute(route) };
  const target =
    mode === 'BATCH' || model === null ? null : { model, found: await findCalledModel(tx, { ...where, name: model }) };
  const made = await createInference(tx, {
    ...{ organizationId, projectId, name, mode, route, inputFileId, column, createdByUserId, apiKeyId, target },
    parameters: (job.parameters ?? {}) as Record<string, unknown>,
    metadata: job.metadata as Record<string, string> | null,
    seed: job.seed,
  });
  return { id: made.id, waitsForVersionId: null };
}
