import { randomInt } from 'node:crypto';
import { createTraining } from '@modelmint/db/training/create-training';
import { setJobTags } from '@modelmint/db/training/job-tags';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { FineTuningMethod } from '@modelmint/domain/hyperparameters';
import { JobTags } from '@modelmint/domain/job-tag';
import { z } from 'zod';
import type { Deps } from '../../../deps.ts';
import { recordAct } from '../../audit/server/record-act.ts';
import { ringIngest } from '../../dataset/server/insert-dataset.ts';
import { requireSwitch } from '../../operator/server/require-switch.ts';
import { type Principal, requirePermission } from '../../organization/server/principal.ts';
import { type JobView, jobInclude, toJobView } from './job-view.ts';

export const seedMax = 2_147_483_647;

export const CreateJob = z.object({
  model: z.string().min(1).max(200),
  /** One of the two: what a client has uploaded, or what a page has chosen. */
  source: z.union([z.object({ fileId: z.string().max(64) }), z.object({ datasetId: z.string().max(64) })]),
  method: FineTuningMethod.default({ type: 'supervised' }),
  suffix: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'use 1 to 64 letters, digits, dots, dashes or underscores')
    .optional(),
  seed: z.number().int().min(0).max(seedMax).optional(),
  metadata: z
    .record(z.string().min(1).max(64), z.string().max(512))
    .refine((pairs) => Object.keys(pairs).length <= 16, 'at most 16 pairs are kept')
    .optional(),
  tags: JobTags.optional(),
});
export type CreateJob = z.input<typeof CreateJob>;

/** Starts a job, or lets it wait for the check of its data. `finish` runs in the transaction. */
export async function createJob(
  deps: Deps,
  principal: Principal,
  input: z.output<typeof CreateJob>,
  finish: (tx: OrgTransaction, job: JobView) => Promise<void> = async () => {},
): Promise<JobView> {
  requirePermission(principal, 'job.write');
  await requireSwitch(deps, 'jobs');
  const { organizationId, projectId, userId, apiKeyId } = principal;
  const job = await withOrg(deps.db, organizationId, async (tx) => {
    const datasetVersionId = await findVersion(tx, principal, input.source);
    const row = await createTraining(tx, {
      organizationId,
      projectId,
      datasetVersionId,
      baseModel: input.model,
      method: input.method,
      suffix: input.suffix ?? null,
      seed: input.seed ?? randomInt(seedMax),
      metadata: input.metadata ?? null,
      createdByUserId: userId,
      apiKeyId,
    });
    const { id } = row;
    await setJobTags(tx, row, input.tags ?? []);
    const view = toJobView(await tx.fineTuningJob.findUniqueOrThrow({ where: { id }, include: jobInclude }));
    await recordAct(tx, principal, {
      action: 'job.create',
      target: { kind: 'job', id, name: input.suffix ?? input.model },
      details: { model: input.model, datasetVersionId },
    });
    await finish(tx, view);
    return view;
  });
  if (job.status === 'QUEUED') await ringTraining(deps, job.id);
  // The file may have to be read for this task first; twice is harmless.
  if (job.status === 'VALIDATING_FILES') await ringIngest(deps, organizationId, job.dataset.versionId);
  return job;
}

/** A ring that fails is logged only: the row stands, and the sweep rings again. */
async function ringTraining(deps: Deps, jobId: string): Promise<void> {
  try {
    await deps.queue.ring('job.train', {}, { jobId });
  } catch (error) {
    deps.log.warn({ err: error, jobId }, 'ring failed: the sweep will ring again');
  }
}

/** The newest version made from a file, or of a data set. Only those of this project are seen. */
async function findVersion(
  tx: OrgTransaction,
  { projectId }: Principal,
  source: z.output<typeof CreateJob>['source'],
): Promise<string> {
  const version = await tx.datasetVersion.findFirst({
    where: {
      dataset: { projectId, deletedAt: null },
      file: { deletedAt: null },
      ...('fileId' in source ? { fileId: source.fileId } : { datasetId: source.datasetId }),
    },
    orderBy: [{ createdAt: 'desc' }, { number: 'desc' }],
    select: { id: true },
  });
  if (version !== null) return version.id;
  const isUntrainable =
    'fileId' in source && (await tx.file.count({ where: { id: source.fileId, projectId, deletedAt: null } })) === 1;
  throw isUntrainable
    ? new AppError('invalid_file', "The file was not uploaded with the purpose 'fine-tune'.", {
        param: 'training_file',
      })
    : new AppError('not_found', 'No such training file.', { param: 'training_file' });
}
