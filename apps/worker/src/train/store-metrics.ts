import { Readable } from 'node:stream';
import type { WrittenFile } from '@modelmint/db/inference/finish-inference';
import type { TrainingWork } from '@modelmint/db/system/claim-training';
import { readTrainingMetrics, type TrainingMetric } from '@modelmint/db/training/read-training-metrics';
import { withOrg } from '@modelmint/db/with-org';
import type { WorkerDeps } from '../deps.ts';

/** In the columns of OpenAI's result file, as plain text. */
const head = 'step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy';

/** The numbers of each step that was reported, as bytes that become the result file of the job with its end. */
export async function storeMetrics(
  { db, storage }: Pick<WorkerDeps, 'db' | 'storage'>,
  { organizationId, jobId }: Pick<TrainingWork, 'organizationId' | 'jobId'>,
  fileId: string,
): Promise<WrittenFile> {
  const metrics = await withOrg(db, organizationId, (tx) => readTrainingMetrics(tx, jobId));
  const storageKey = `files/${organizationId}/${fileId}`;
  const body = Readable.from(linesOf(metrics));
  const { sizeBytes, sha256 } = await storage.put(storageKey, body, { contentType: 'text/csv' });
  return { id: fileId, name: 'step_metrics.csv', storageKey, sizeBytes: BigInt(sizeBytes), sha256 };
}

function* linesOf(metrics: readonly TrainingMetric[]): Generator<Buffer> {
  yield Buffer.from(`${head}\n`);
  for (const { step, trainLoss, trainAccuracy, validLoss, validAccuracy } of metrics) {
    const cells = [step, trainLoss, trainAccuracy, validLoss, validAccuracy].map((value) => value ?? '');
    yield Buffer.from(`${cells.join(',')}\n`);
  }
}
