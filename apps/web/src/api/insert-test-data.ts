import { Readable } from 'node:stream';
import { withOrg } from '@modelmint/db/with-org';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { newId, randomBase62 } from '@modelmint/domain/ids';
import type { Deps } from '../deps.ts';
import type { TestTenant } from './start-test-api.ts';

/** What a worker would have found in 40 rows of two labels. For tests only. */
export const testReport: DatasetReport = {
  task: 'text-classification',
  ...{ format: 'jsonl', encoding: 'utf-8', compression: 'none', rowsTotal: 40, rowsValid: 40, rowsBad: 0 },
  ...{ textColumn: 'text', labelColumn: 'label', problems: [], problemCounts: {}, lengthHistogram: [] },
  labels: ['good', 'bad'].map((label, i) => ({
    ...{ label, rows: 20, distinctTexts: 20, firstLine: i + 1, train: 18, validation: 2 },
  })),
  ...{ tokensTotal: 80, tokensTrain: 72, duplicatesExact: 0, duplicatesConflicting: 0, duplicatesAcrossSplits: 0 },
  split: { train: 36, validation: 4, seed: 0, fraction: 0.1 },
  examples: [{ label: 'good', line: 1, text: 'text 1' }],
  ...{ sizeBytes: 1_000, textBytes: 1_000 },
};

/** Ends the check of a file's data set as a worker does. For tests only. */
export async function endCheck(deps: Deps, fileId: string, verdict: 'READY' | 'INVALID'): Promise<string> {
  const { id } = await deps.db.system.datasetVersion.findFirstOrThrow({ where: { fileId } });
  const ready = { trainRows: 36, validationRows: 4, trainTokens: 72n, validationTokens: 8n };
  const problem = {
    line: 7,
    code: 'text_empty' as const,
    message: 'The text is empty.',
    hint: 'Remove the row.',
    details: {},
  };
  await deps.db.system.datasetVersion.update({
    where: { id },
    data: {
      status: verdict,
      report: verdict === 'READY' ? testReport : { ...testReport, problems: [problem] },
      finishedAt: new Date(),
      ...(verdict === 'READY' ? ready : { reason: 'None of the 40 rows can be used.' }),
    },
  });
  return id;
}

/** A tuned model as a worker leaves it, with its stored files. For tests only. */
export async function insertModel(
  deps: Deps,
  { organizationId, projectId }: Pick<TestTenant, 'organizationId' | 'projectId'>,
): Promise<{ id: string; name: string; jobId: string }> {
  const { fileId, datasetVersionId } = await insertData(deps, { organizationId, projectId });
  const jobId = newId('fineTuningJob');
  const id = newId('model');
  const name = `ft:text-classifier-lstm:${randomBase62(6)}:test:${randomBase62(8)}`;
  const storagePrefix = `jobs/${jobId}/1/model`;
  const weights = Buffer.from('weights of a model');
  const { sha256, sizeBytes } = await deps.storage.put(`${storagePrefix}/weights.bin`, Readable.from([weights]));
  const manifest = { files: [{ name: 'weights.bin', sizeBytes, sha256 }] };
  await deps.storage.put(`${storagePrefix}/manifest.json`, Buffer.from(JSON.stringify(manifest)));
  const common = { organizationId, projectId, datasetVersionId, baseModel: 'text-classifier-lstm' };
  await withOrg(deps.db, organizationId, async (tx) => {
    await tx.fineTuningJob.create({
      data: {
        ...{ ...common, id: jobId, trainingFileId: fileId, seed: 1, status: 'SUCCEEDED', method: {}, spec: {} },
        ...{ priceBookId: 'pb_1', rateMicros: 500_000n, estimatedTokens: 72n, estimatedSeconds: 1 },
      },
    });
    await tx.model.create({
      data: { ...common, id, name, jobId, storagePrefix, sizeBytes: 18n, labels: ['good', 'bad'], metrics: {} },
    });
  });
  return { id, name, jobId };
}

async function insertData(
  deps: Deps,
  { organizationId, projectId }: Pick<TestTenant, 'organizationId' | 'projectId'>,
): Promise<{ fileId: string; datasetVersionId: string }> {
  const fileId = newId('file');
  const datasetId = newId('dataset');
  const datasetVersionId = newId('datasetVersion');
  const file = { id: fileId, name: 'rows.jsonl', purpose: 'fine-tune', sizeBytes: 1n, sha256: 'x', storageKey: fileId };
  await withOrg(deps.db, organizationId, async (tx) => {
    await tx.file.create({ data: { ...file, organizationId, projectId } });
    await tx.dataset.create({ data: { id: datasetId, organizationId, projectId, name: 'rows' } });
    await tx.datasetVersion.create({
      data: { id: datasetVersionId, organizationId, datasetId, number: 1, fileId, spec: {} },
    });
  });
  return { fileId, datasetVersionId };
}
