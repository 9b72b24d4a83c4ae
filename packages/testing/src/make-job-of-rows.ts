import type { Database } from '@modelmint/db/open-database';
import { withOrg } from '@modelmint/db/with-org';
import { kindOfSpec, taskOf } from '@modelmint/domain/training-kind';
import type { TrainingSpec } from '@modelmint/domain/training-spec';
import type { Storage } from '@modelmint/storage/storage';
import { makeReadyVersion } from './make-ready-version.ts';
import type { Tenant } from './make-tenant.ts';
import { makeTrainingJob } from './make-training-job.ts';

export interface JobToMake {
  spec: TrainingSpec;
  rows: { train: readonly object[]; validation: readonly object[] };
  baseModel: string;
  baseId?: string;
}

/** A queued job of any task over rows as ingest writes them. */
export async function makeJobOfRows(
  { db, storage }: { db: Database; storage: Storage },
  tenant: Tenant,
  { spec, rows, baseModel, baseId }: JobToMake,
): Promise<string> {
  const datasetVersionId = await makeReadyVersion(db, tenant);
  for (const split of ['train', 'validation'] as const) {
    const lines = rows[split].map((row) => `${JSON.stringify(row)}\n`).join('');
    await storage.put(`datasets/${datasetVersionId}/1/${split}.jsonl`, Buffer.from(lines));
  }
  const id = await makeTrainingJob(db, tenant, { datasetVersionId });
  const data = {
    spec,
    task: taskOf(kindOfSpec(spec)),
    baseModel,
    ...(baseId === undefined ? {} : { baseModelId: baseId }),
  };
  await withOrg(db, tenant.organizationId, (tx) => tx.fineTuningJob.update({ where: { id }, data }));
  return id;
}
