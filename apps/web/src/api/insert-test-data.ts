import { Readable } from 'node:stream';
import { withOrg } from '@modelmint/db/with-org';
import { type CheckpointFacts, scratchModels } from '@modelmint/domain/base-model';
import type { DatasetReport } from '@modelmint/domain/dataset-report';
import { newId, randomBase62 } from '@modelmint/domain/ids';
import type { Task } from '@modelmint/domain/task';
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

/** The same rows, found to be for another task. For tests only. */
export const testReports: Record<Task, DatasetReport> = {
  'text-classification': testReport,
  'text-generation': {
    ...testReport,
    task: 'text-generation',
    labels: [],
    chat: { rows: { messages: 40, completion: 0, text: 0 }, turns: 80, systemRows: 0, longestTokens: 20 },
  },
  'image-classification': {
    ...testReport,
    task: 'image-classification',
    format: 'zip',
    images: { widthMin: 32, widthMax: 32, heightMin: 32, heightMax: 32, formats: { png: 40 } },
  },
  tabular: {
    ...testReport,
    task: 'tabular',
    format: 'csv',
    columns: ['id', 'age', 'city', 'income'],
    table: {
      target: { name: 'income', kind: 'label' },
      columns: [
        { name: 'id', role: 'ignored', missing: 0, distinct: 40 },
        { name: 'age', role: 'numeric', missing: 1, distinct: 30, min: 17, max: 90, mean: 38.5 },
        {
          ...{ name: 'city', role: 'categorical', missing: 0, distinct: 2 },
          top: [
            { value: 'Oslo', rows: 30 },
            { value: 'Bergen', rows: 10 },
          ],
        },
        { name: 'income', role: 'target', missing: 0, distinct: 2 },
      ],
    },
  },
  recommendation: {
    ...testReport,
    task: 'recommendation',
    format: 'csv',
    columns: ['user', 'movie', 'stars'],
    labels: [],
    ratings: {
      ...{ userColumn: 'user', itemColumn: 'movie', ratingColumn: 'stars', timeColumn: null },
      ...{ users: 8, items: 10, usersWithOne: 1, replaced: 0, min: 1, max: 5, mean: 3.5 },
    },
  },
};

/** Ends the check of a file's data set as a worker does. For tests only. */
export async function endCheck(
  deps: Deps,
  fileId: string,
  verdict: 'READY' | 'INVALID',
  report = testReport,
): Promise<string> {
  const { id } = await deps.db.system.datasetVersion.findFirstOrThrow({ where: { fileId } });
  const trainTokens = BigInt(report.tokensTrain);
  const validationTokens = BigInt(report.tokensTotal) - trainTokens;
  const ready = { trainRows: 36, validationRows: 4, trainTokens, validationTokens };
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
      report: verdict === 'READY' ? report : { ...report, problems: [problem] },
      finishedAt: new Date(),
      ...(verdict === 'READY' ? ready : { reason: 'None of the 40 rows can be used.' }),
    },
  });
  return id;
}

export interface TestModelOptions {
  task?: Task;
  /** What it was tuned from; none for a template. */
  base?: { id: string; name: string };
  /** All of its parameters were trained, instead of an adapter. */
  isWhole?: boolean;
}

/** A tuned model as a worker leaves it, with its stored files. For tests only. */
export async function insertModel(
  deps: Deps,
  { organizationId, projectId }: Pick<TestTenant, 'organizationId' | 'projectId'>,
  { task = 'text-classification', base, isWhole = false }: TestModelOptions = {},
): Promise<{ id: string; name: string; jobId: string; storagePrefix: string }> {
  const { fileId, datasetVersionId } = await insertData(deps, { organizationId, projectId });
  const jobId = newId('fineTuningJob');
  const id = newId('model');
  const template = scratchModels.find((one) => one.task === task);
  const baseModel = base?.name ?? template?.id ?? 'text-classifier-lstm';
  const name = `ft:${baseModel}:${randomBase62(6)}:test:${randomBase62(8)}`;
  const storagePrefix = `jobs/${jobId}/1/model`;
  const weights = Buffer.from('weights of a model');
  const { sha256, sizeBytes } = await deps.storage.put(`${storagePrefix}/weights.bin`, Readable.from([weights]));
  const manifest = { files: [{ name: 'weights.bin', sizeBytes, sha256 }] };
  await deps.storage.put(`${storagePrefix}/manifest.json`, Buffer.from(JSON.stringify(manifest)));
  const common = { organizationId, projectId, datasetVersionId, baseModel, task, baseModelId: base?.id ?? null };
  const spec = task === 'text-generation' ? { ...causalLmSpec, ...(isWhole ? { method: { kind: 'full' } } : {}) } : {};
  await withOrg(deps.db, organizationId, async (tx) => {
    await tx.fineTuningJob.create({
      data: {
        ...{ ...common, id: jobId, trainingFileId: fileId, seed: 1, status: 'SUCCEEDED', method: {}, spec },
        ...{ priceBookId: 'pb_1', rateMicros: 500_000n, estimatedTokens: 72n, estimatedSeconds: 1 },
      },
    });
    await tx.model.create({
      data: { ...common, id, name, jobId, storagePrefix, sizeBytes: 18n, labels: ['good', 'bad'], metrics: {} },
    });
  });
  return { id, name, jobId, storagePrefix };
}

const causalLmSpec = {
  task: 'text-generation',
  method: { kind: 'lora', rank: 8, alpha: 16, dropout: 0, targetModules: null, useRslora: false },
  ...{ epochs: 1, batchSize: 8, microBatchRows: 8, isPacked: true, maxTokens: 128, whenTooLong: 'cut' },
  ...{ learningRate: 1e-4, schedule: 'linear', warmupRatio: 0, weightDecay: 0, clipNorm: 1, labelSmoothing: 0 },
  ...{ isRecomputed: false, evaluateEverySteps: 1, checkpointEverySteps: 1, earlyStopPatience: 3, seed: 1 },
};

/** An imported checkpoint: everybody's without a tenant. For tests only. */
export async function insertBaseModel(
  deps: Deps,
  {
    tenant,
    facts,
    ...rest
  }: {
    tenant?: Pick<TestTenant, 'organizationId'>;
    facts?: Partial<CheckpointFacts>;
    name?: string;
    status?: 'PENDING' | 'IMPORTING' | 'READY' | 'FAILED';
    deletedAt?: Date;
  } = {},
): Promise<{ id: string; name: string; storagePrefix: string }> {
  const id = newId('baseModel');
  const row = { id, name: `tiny-${randomBase62(8).toLowerCase()}`, storagePrefix: `base-models/${id}/1` };
  const { name } = await deps.db.system.baseModel.create({
    data: {
      ...{ ...row, organizationId: tenant?.organizationId ?? null, status: 'READY', source: {}, ...rest },
      facts: { ...causalLmFacts, ...facts },
    },
  });
  return { ...row, name };
}

const causalLmFacts: CheckpointFacts = {
  ...{ kind: 'causal-lm', architecture: 'LlamaForCausalLM', parameters: 4_000_000, contextLength: 256 },
  ...{ hiddenSize: 4, layers: 2, heads: 2, vocabularySize: 1_000, linearOutputs: 100, loraRankSize: 200 },
  ...{ largestParameter: 4_000, hasChatTemplate: true, labels: null, licence: 'apache-2.0', sizeBytes: 16_000_000 },
};

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
