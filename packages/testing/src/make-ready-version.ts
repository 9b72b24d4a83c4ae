import type { Database } from '@modelmint/db/open-database';
import { withOrg } from '@modelmint/db/with-org';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { newId } from '@modelmint/domain/ids';
import type { Tenant } from './make-tenant.ts';

/** Rows of a data set that was read, without any bytes behind them: for tests of what comes before training. */
export async function makeReadyVersion(db: Database, { organizationId, projectId }: Tenant): Promise<string> {
  const [fileId, datasetId, id] = [newId('file'), newId('dataset'), newId('datasetVersion')];
  await withOrg(db, organizationId, async (tx) => {
    const owner = { organizationId, projectId };
    const stored = { sizeBytes: 1n, sha256: '', storageKey: `files/${organizationId}/${fileId}` };
    await tx.file.create({ data: { id: fileId, ...owner, name: 'rows.jsonl', purpose: 'fine-tune', ...stored } });
    await tx.dataset.create({ data: { id: datasetId, ...owner, name: 'rows' } });
    await tx.datasetVersion.create({
      data: {
        id,
        organizationId,
        datasetId,
        number: 1,
        fileId,
        spec: {},
        status: 'READY',
        report,
        trainKey: `datasets/${id}/1/train.jsonl`,
        validationKey: `datasets/${id}/1/validation.jsonl`,
        trainRows: 100,
        validationRows: 20,
        trainTokens: 1_000n,
        validationTokens: 200n,
      },
    });
  });
  return id;
}

const label = (name: string) => ({ label: name, rows: 60, distinctTexts: 60, firstLine: 1, train: 50, validation: 10 });
const report: DatasetReport = {
  task: 'text-classification',
  format: 'jsonl',
  encoding: 'utf-8',
  compression: 'none',
  rowsTotal: 120,
  rowsValid: 120,
  rowsBad: 0,
  problems: [],
  problemCounts: {},
  labels: [label('good'), label('bad')],
  lengthHistogram: [],
  tokensTotal: 1_200,
  tokensTrain: 1_000,
  duplicatesExact: 0,
  duplicatesConflicting: 0,
  duplicatesAcrossSplits: 0,
  split: { train: 100, validation: 20, seed: 0, fraction: 0.1 },
  examples: [],
  sizeBytes: 1,
  textBytes: 1,
};
