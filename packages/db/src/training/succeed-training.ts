import { newId, randomBase62 } from '@modelmint/domain/ids';
import type { FineTuningJob, Prisma } from '../generated/client.ts';
import type { WrittenFile } from '../inference/finish-inference.ts';
import { storableJson } from '../ingest/storable-json.ts';
import { notifyRow } from '../notify-row.ts';
import type { Database } from '../open-database.ts';
import { type OrgTransaction, withOrg } from '../with-org.ts';
import { addJobEvent } from './add-job-event.ts';
import { chargeTraining } from './charge-training.ts';
import { endAsCancelled, lockClaimed, moveJob } from './end-training.ts';
import { tellTrainingSucceeded } from './tell-training-end.ts';
import type { TrainingClaim } from './training-claim.ts';

export interface TrainingResult {
  /** Below it lie the stored files of the model and their manifest. */
  storagePrefix: string;
  sizeBytes: bigint;
  labels: string[];
  metrics: Prisma.InputJsonObject;
  tokensTrained: bigint;
  /** The numbers of each step; stored already. */
  resultFile?: WrittenFile;
}

export type SucceedAnswer = { outcome: 'succeeded'; modelId: string; name: string } | { outcome: 'cancelled' | 'lost' };

/** Model, result file, end of the job, usage and settled hold: all of it or nothing. A cancel that came first wins. */
export async function succeedTraining(
  db: Database,
  claim: TrainingClaim,
  result: TrainingResult,
): Promise<SucceedAnswer> {
  return withOrg(db, claim.organizationId, async (tx) => {
    const job = await lockClaimed(tx, claim);
    if (job === null) return { outcome: 'lost' };
    if (job.cancelRequestedAt !== null)
      return { outcome: (await endAsCancelled(tx, job, result.tokensTrained)) ? 'cancelled' : 'lost' };
    const { storagePrefix, sizeBytes, labels, tokensTrained } = result;
    const metrics = storableJson(result.metrics);
    const model = await tx.model.create({
      data: {
        id: newId('model'),
        organizationId: job.organizationId,
        projectId: job.projectId,
        name: await nameModel(tx, job),
        baseModel: job.baseModel,
        baseModelId: job.baseModelId,
        task: job.task,
        jobId: job.id,
        datasetVersionId: job.datasetVersionId,
        storagePrefix,
        sizeBytes,
        labels,
        metrics,
      },
    });
    const chargedMicros = await chargeTraining(tx, job, { tokensTrained, modelId: model.id });
    if (result.resultFile !== undefined) await insertResultFile(tx, job, result.resultFile);
    const isMoved = await moveJob(tx, job, 'succeed', {
      resultFileId: result.resultFile?.id ?? null,
      trainedTokens: tokensTrained,
      chargedMicros,
      metrics,
      finishedAt: new Date(),
    });
    // Not reachable while the row is locked; a throw takes model and charge back.
    if (!isMoved) throw new Error(`the job ${job.id} moved under its lock`);
    await tellSuccess(tx, job, model);
    await tellTrainingSucceeded(tx, job, { model, chargedMicros });
    return { outcome: 'succeeded', modelId: model.id, name: model.name };
  });
}

async function insertResultFile(
  tx: OrgTransaction,
  { organizationId, projectId }: FineTuningJob,
  file: WrittenFile,
): Promise<void> {
  const data = { ...file, organizationId, projectId, purpose: 'fine-tune-results', status: 'PROCESSED' as const };
  await tx.file.create({ data });
  await notifyRow(tx, { organizationId, projectId, kind: 'file', id: file.id });
}

/** `ft:<base>:<organization>:<suffix, or the end of the job's id>:<8 characters>`. */
async function nameModel(tx: OrgTransaction, job: FineTuningJob): Promise<string> {
  const { slug } = await tx.organization.findUniqueOrThrow({ where: { id: job.organizationId } });
  return `ft:${job.baseModel}:${slug}:${job.suffix ?? job.id.slice(-8)}:${randomBase62(8)}`;
}

async function tellSuccess(tx: OrgTransaction, job: FineTuningJob, model: { id: string; name: string }): Promise<void> {
  const { organizationId, projectId, id: jobId, fence } = job;
  for (const message of [`New fine-tuned model created: ${model.name}`, 'The job has successfully completed'])
    await addJobEvent(tx, { organizationId, jobId, fence, level: 'info', message });
  await notifyRow(tx, { organizationId, projectId, kind: 'model', id: model.id });
}
