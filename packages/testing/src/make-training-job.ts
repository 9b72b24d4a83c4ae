import { currentPrice } from '@modelmint/db/ledger/current-price';
import { holdMoney } from '@modelmint/db/ledger/hold-money';
import type { Database } from '@modelmint/db/open-database';
import { withOrg } from '@modelmint/db/with-org';
import { estimateTraining } from '@modelmint/domain/estimate';
import { autoHyperparameters, type Hyperparameters, resolveSpec } from '@modelmint/domain/hyperparameters';
import { newId } from '@modelmint/domain/ids';
import type { Tenant } from './make-tenant.ts';

export interface TrainingJobOptions {
  datasetVersionId: string;
  hyperparameters?: Partial<Hyperparameters>;
  labels?: number;
  seed?: number;
  suffix?: string;
}

/** A queued job with its money on hold, as a customer's launch leaves it; nobody has been rung. */
export async function makeTrainingJob(
  db: Database,
  { organizationId, projectId }: Tenant,
  { datasetVersionId, hyperparameters = {}, labels = 2, seed = 1, suffix }: TrainingJobOptions,
): Promise<string> {
  const id = newId('fineTuningJob');
  await withOrg(db, organizationId, async (tx) => {
    const version = await tx.datasetVersion.findUniqueOrThrow({ where: { id: datasetVersionId } });
    const baseModel = 'text-classifier-lstm';
    const price = await currentPrice(tx, { meter: 'training', baseModel });
    const trainTokens = version.trainTokens ?? 0n;
    const data = { trainRows: version.trainRows ?? 0, trainTokens: Number(trainTokens), labels };
    const spec = resolveSpec({ ...autoHyperparameters, ...hyperparameters }, data, seed);
    const estimate = estimateTraining({ spec, trainRows: data.trainRows, trainTokens, rateMicros: price.rateMicros });
    const { holdId } = await holdMoney(tx, {
      organizationId,
      projectId,
      key: `job:${id}`,
      amountMicros: estimate.amountMicros,
      expiresAt: new Date(Date.now() + 7 * 86_400_000),
    });
    await tx.fineTuningJob.create({
      data: {
        id,
        organizationId,
        projectId,
        datasetVersionId,
        trainingFileId: version.fileId,
        baseModel,
        suffix: suffix ?? null,
        seed,
        status: 'QUEUED',
        method: { type: 'supervised' },
        spec,
        ...price,
        estimatedTokens: estimate.tokens,
        estimatedSeconds: estimate.seconds.high,
        holdId,
        queuedAt: new Date(),
      },
    });
  });
  return id;
}
