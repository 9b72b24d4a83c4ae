import { AppError } from '@modelmint/domain/errors';
import type { FineTuningMethod } from '@modelmint/domain/hyperparameters';
import { newId } from '@modelmint/domain/ids';
import type { DatasetVersion, FineTuningJob, Prisma } from '../generated/client.ts';
import { currentPrice } from '../ledger/current-price.ts';
import { notifyRow } from '../notify-row.ts';
import type { OrgTransaction } from '../with-org.ts';
import { addJobEvent } from './add-job-event.ts';
import { chooseReading } from './choose-reading.ts';
import { findTrainable, type Trainable } from './find-trainable.ts';
import { holdForTraining } from './hold-for-training.ts';
import { invalidDataset, planTraining } from './plan-training.ts';

export interface NewTraining {
  organizationId: string;
  projectId: string;
  /** The newest reading of the data; another of the same file is taken, or made, where the base is for another task. */
  datasetVersionId: string;
  baseModel: string;
  method: FineTuningMethod;
  suffix: string | null;
  seed: number;
  metadata: Record<string, string> | null;
  createdByUserId: string | null;
  apiKeyId: string | null;
}

/**
 * A job with its dataset version and price frozen. With checked data it holds the money and is QUEUED; with data that
 * is still being checked it is VALIDATING_FILES, and `startValidatedJobs` goes on: ring `dataset.ingest` for it. Throws
 * `dataset_invalid`, `insufficient_quota` and `not_found`, and what `findTrainable` throws.
 */
export async function createTraining(tx: OrgTransaction, asked: NewTraining): Promise<FineTuningJob> {
  const base = await findTrainable(tx, asked.baseModel);
  const version = await chooseReading(tx, await lockVersion(tx, asked), {
    projectId: asked.projectId,
    task: base.task,
  });
  if (version.status === 'INVALID') throw invalidDataset(version);
  const { organizationId, projectId } = asked;
  const price = await currentPrice(tx, { meter: 'training', baseModel: base.priceName });
  const id = newId('fineTuningJob');
  const frozen = {
    id,
    organizationId,
    projectId,
    datasetVersionId: version.id,
    trainingFileId: version.fileId,
    baseModel: base.name,
    baseModelId: base.checkpoint?.id ?? null,
    task: base.task,
    suffix: asked.suffix,
    seed: asked.seed,
    method: asked.method as Prisma.InputJsonObject,
    ...(asked.metadata === null ? {} : { metadata: asked.metadata }),
    createdByUserId: asked.createdByUserId,
    apiKeyId: asked.apiKeyId,
    priceBookId: price.priceBookId,
    rateMicros: price.rateMicros,
  };
  const job =
    version.status === 'READY'
      ? await insertQueued(tx, { frozen, version, asked, base })
      : await tx.fineTuningJob.create({
          data: { ...frozen, status: 'VALIDATING_FILES', spec: {}, estimatedTokens: 0n, estimatedSeconds: 0 },
        });
  const say = (message: string) => addJobEvent(tx, { organizationId, jobId: id, fence: 0, level: 'info', message });
  await say(`Created fine-tuning job: ${id}`);
  await say(
    job.status === 'QUEUED'
      ? 'Files validated, moving job to queued state'
      : `Validating training file: ${version.fileId}`,
  );
  await notifyRow(tx, { organizationId, projectId, kind: 'job', id });
  return job;
}

type Frozen = Omit<
  Prisma.FineTuningJobUncheckedCreateInput,
  'status' | 'spec' | 'estimatedTokens' | 'estimatedSeconds'
>;

async function insertQueued(
  tx: OrgTransaction,
  {
    frozen,
    version,
    asked,
    base,
  }: {
    frozen: Frozen & { id: string; rateMicros: bigint };
    version: DatasetVersion;
    asked: NewTraining;
    base: Trainable;
  },
): Promise<FineTuningJob> {
  const { method, seed, organizationId, projectId } = asked;
  const { spec, estimate } = planTraining(version, { base, method, seed, rateMicros: frozen.rateMicros });
  const holdId = await holdForTraining(tx, { organizationId, projectId, jobId: frozen.id, estimate });
  return tx.fineTuningJob.create({
    data: {
      ...frozen,
      status: 'QUEUED',
      spec,
      estimatedTokens: estimate.tokens,
      estimatedSeconds: estimate.seconds.high,
      holdId,
      queuedAt: new Date(),
    },
  });
}

/** Keeps the file and the data set from being deleted until the job stands. */
async function lockVersion(tx: OrgTransaction, { datasetVersionId, projectId }: NewTraining): Promise<DatasetVersion> {
  const missing = () => new AppError('not_found', 'No such training data.', { param: 'training_file' });
  const version = await tx.datasetVersion.findUnique({ where: { id: datasetVersionId } });
  if (version === null) throw missing();
  const [held] = await tx.$queryRaw<{ id: string }[]>`
    SELECT f."id" FROM "file" f JOIN "dataset" d ON d."id" = ${version.datasetId}
    WHERE f."id" = ${version.fileId} AND d."projectId" = ${projectId} AND d."deletedAt" IS NULL
      AND f."deletedAt" IS NULL FOR SHARE`;
  if (held === undefined) throw missing();
  // Read again: a check may have ended while the lock was awaited.
  return tx.datasetVersion.findUniqueOrThrow({ where: { id: datasetVersionId } });
}
