import { randomInt } from 'node:crypto';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { type InferenceMode, type InferenceRoute, inferenceWindowMs } from '@modelmint/domain/inference-job';
import { CalledModel } from '@modelmint/domain/wire/called-model';
import type { InferenceJob, Prisma } from '../generated/client.ts';
import { currentPrice } from '../ledger/current-price.ts';
import type { FoundModel } from '../model/find-called-model.ts';
import type { OrgTransaction } from '../with-org.ts';
import { notifyInference } from './notify-inference.ts';
import { needResultSpace } from './result-space.ts';

/** The model that a job calls, frozen: an endpoint that is repointed later changes nothing. */
export interface InferenceTarget {
  /** As it was called. */
  model: string;
  found: FoundModel;
}

export interface NewInference {
  organizationId: string;
  projectId: string;
  name: string | null;
  mode: InferenceMode;
  route: InferenceRoute;
  inputFileId: string;
  column: string | null;
  /** Of every row, by the names of the route's body; none for BATCH. */
  parameters: Record<string, unknown>;
  metadata: Record<string, string> | null;
  /** Null for BATCH: the lines say it. */
  target: InferenceTarget | null;
  createdByUserId: string | null;
  apiKeyId: string | null;
  /** Whose rows it answers; then its input is the split of a data set, and `inputFileId` names where that came from. */
  evaluationId?: string;
  /** Default: a random one. */
  seed?: number;
}

/**
 * A job whose lines are still to be checked: ring `inference.validate` for it after the commit. Its money is held when
 * its rows are counted. Throws `not_found` without such a file, `insufficient_quota` where its results would not fit into the
 * storage, and `model_not_found` without a price.
 */
export async function createInference(tx: OrgTransaction, asked: NewInference): Promise<InferenceJob> {
  const { organizationId, projectId, target, parameters, metadata, seed, ...rest } = asked;
  if (asked.evaluationId === undefined) await holdFile(tx, asked);
  const id = newId('inferenceJob');
  const job = await tx.inferenceJob.create({
    data: {
      id,
      organizationId,
      projectId,
      ...rest,
      parameters: parameters as Prisma.InputJsonObject,
      ...(metadata === null ? {} : { metadata }),
      ...(target === null ? {} : await freezeTarget(tx, target)),
      seed: seed ?? randomInt(2 ** 31 - 1),
      expiresAt: new Date(Date.now() + inferenceWindowMs),
    },
  });
  await notifyInference(tx, job);
  return job;
}

async function holdFile(
  tx: OrgTransaction,
  { inputFileId, projectId, organizationId }: Pick<NewInference, 'inputFileId' | 'projectId' | 'organizationId'>,
): Promise<void> {
  const [file] = await tx.$queryRaw<{ sizeBytes: bigint }[]>`
    SELECT "sizeBytes" FROM "file" WHERE "id" = ${inputFileId} AND "projectId" = ${projectId} AND "deletedAt" IS NULL FOR SHARE`;
  if (file === undefined) throw new AppError('not_found', 'No such file.', { param: 'input_file_id' });
  await needResultSpace(tx, { organizationId, sizeBytes: file.sizeBytes });
}

/** The columns of a job that say what it calls, and at what price. */
export async function freezeTarget(tx: OrgTransaction, { model, found }: InferenceTarget) {
  const price = await currentPrice(tx, { meter: 'inference', baseModel: found.priceName });
  const { id: modelId, baseModel, endpointId } = found;
  const target = CalledModel.parse(found) as Prisma.InputJsonObject;
  return { model, target, modelId, baseModel, endpointId, ...price };
}
