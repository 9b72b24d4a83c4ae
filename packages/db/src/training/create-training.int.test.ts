import type { CheckpointFacts } from '@modelmint/domain/base-model';
import { newId } from '@modelmint/domain/ids';
import type { Task } from '@modelmint/domain/task';
import { TrainingSpec } from '@modelmint/domain/training-spec';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { createTraining } from './create-training.ts';
import { startValidatedJobs } from './start-validated-jobs.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'create', waitMsMax: 30_000 });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

const facts: CheckpointFacts = {
  ...{ kind: 'causal-lm', architecture: 'LlamaForCausalLM', parameters: 4_000_000, contextLength: 512 },
  ...{ hiddenSize: 256, layers: 4, heads: 4, vocabularySize: 4_096, linearOutputs: 8_000, loraRankSize: 12_000 },
  ...{ largestParameter: 1_048_576, hasChatTemplate: true, labels: null, licence: null, sizeBytes: 8_000_000 },
};

async function importModel(
  owner: Tenant | null,
  more: { name?: string; status?: 'READY' | 'IMPORTING' | 'FAILED'; facts?: object } = {},
) {
  const id = newId('baseModel');
  const data = {
    ...{ id, organizationId: owner?.organizationId ?? null, name: more.name ?? `m-${id.slice(5, 15).toLowerCase()}` },
    ...{ status: more.status ?? ('READY' as const), source: { kind: 'folder', path: '/x' } },
    ...{ facts: { ...facts, ...more.facts }, storagePrefix: `base-models/${id}/1`, reason: 'it is damaged' },
  };
  return db.system.baseModel.create({ data });
}

const column = { missing: 0, distinct: 60 };
const table = {
  target: { name: 'price', kind: 'value' },
  columns: [
    { name: 'age', role: 'numeric', ...column },
    { name: 'price', role: 'target', ...column },
  ],
};
const ratings = {
  ...{ userColumn: 'user', itemColumn: 'item', ratingColumn: 'stars', timeColumn: null },
  ...{ users: 20, items: 9, usersWithOne: 0, replaced: 0, min: 1, max: 5, mean: 3 },
};

const launch = (tenant: Tenant, asked: { datasetVersionId: string; baseModel: string }) =>
  withOrg(db, tenant.organizationId, (tx) =>
    createTraining(tx, {
      ...{
        organizationId: tenant.organizationId,
        projectId: tenant.projectId,
        method: { type: 'supervised' },
        seed: 1,
      },
      ...{ suffix: null, metadata: null, createdByUserId: null, apiKeyId: null },
      ...asked,
    }),
  );

/** Ends the reading of a version as a worker would. */
async function finishReading(id: string, task: Task, more: object = {}): Promise<void> {
  const any = await db.system.datasetVersion.findFirstOrThrow({ where: { status: 'READY' } });
  const report = { ...(any.report as object), task, ...more };
  await db.system.datasetVersion.update({
    where: { id },
    data: {
      status: 'READY',
      report,
      trainRows: 90,
      validationRows: 10,
      trainTokens: 9_000n,
      trainKey: 't',
      validationKey: 'v',
    },
  });
}

describe('createTraining', () => {
  test('takes the reading of the data that is for the task of the base', async () => {
    const tenant = await makeTenant(db);
    const datasetVersionId = await makeReadyVersion(db, tenant);
    const { name, id: baseModelId } = await importModel(null);
    const job = await launch(tenant, { datasetVersionId, baseModel: name });
    expect(job).toMatchObject({ status: 'VALIDATING_FILES', task: 'text-generation', baseModel: name, baseModelId });
    const reading = await db.system.datasetVersion.findUniqueOrThrow({ where: { id: job.datasetVersionId } });
    expect(reading).toMatchObject({ number: 2, status: 'PENDING', spec: { task: 'text-generation' } });

    // A second job waits for the same reading, and a third takes it when it is there.
    expect((await launch(tenant, { datasetVersionId, baseModel: name })).datasetVersionId).toBe(reading.id);
    await finishReading(reading.id, 'text-generation');
    const started = await startValidatedJobs(db, { ...tenant, datasetVersionId: reading.id });
    expect(started.queued).toHaveLength(2);
    const third = await launch(tenant, { datasetVersionId, baseModel: name });
    expect(third).toMatchObject({ status: 'QUEUED', datasetVersionId: reading.id });
    expect(third.spec).toMatchObject({ task: 'text-generation', method: { kind: 'lora' } });

    // And back: the first reading is still there for the template.
    const classifier = await launch(tenant, { datasetVersionId: reading.id, baseModel: 'text-classifier-lstm' });
    expect(classifier).toMatchObject({ status: 'QUEUED', datasetVersionId, baseModelId: null });
  });

  test('a file that turns out to be read for another task is read again, once', async () => {
    const tenant = await makeTenant(db);
    const datasetVersionId = await makeReadyVersion(db, tenant);
    const { datasetId, fileId } = await db.system.datasetVersion.findUniqueOrThrow({ where: { id: datasetVersionId } });
    const unread = newId('datasetVersion');
    await withOrg(db, tenant.organizationId, (tx) =>
      tx.datasetVersion.create({
        data: { id: unread, organizationId: tenant.organizationId, datasetId, fileId, number: 2, spec: {} },
      }),
    );
    const { name } = await importModel(tenant);
    const job = await launch(tenant, { datasetVersionId: unread, baseModel: name });
    expect(job).toMatchObject({ status: 'VALIDATING_FILES', datasetVersionId: unread });
    await finishReading(unread, 'image-classification');
    const { reread, queued, failed } = await startValidatedJobs(db, { ...tenant, datasetVersionId: unread });
    expect({ queued, failed, reread: reread.length }).toEqual({ queued: [], failed: [], reread: 1 });
    const [next = ''] = reread;
    await finishReading(next, 'text-generation');
    expect((await startValidatedJobs(db, { ...tenant, datasetVersionId: next })).queued).toEqual([job.id]);
  });

  test("an organization's own import wins over one of everybody's, and is nobody else's", async () => {
    const [tenant, other] = [await makeTenant(db), await makeTenant(db)];
    const shared = await importModel(null);
    const own = await importModel(tenant, { name: shared.name });
    const jobOf = async (owner: Tenant) =>
      launch(owner, { datasetVersionId: await makeReadyVersion(db, owner), baseModel: shared.name });
    expect((await jobOf(tenant)).baseModelId).toBe(own.id);
    expect((await jobOf(other)).baseModelId).toBe(shared.id);
    const secret = await importModel(tenant);
    const stolen = launch(other, { datasetVersionId: await makeReadyVersion(db, other), baseModel: secret.name });
    await expect(stolen).rejects.toMatchObject({ code: 'model_not_found', param: 'model' });
  });

  test('a job that waits keeps its base when the organization imports another of that name', async () => {
    const tenant = await makeTenant(db);
    const shared = await importModel(null);
    const datasetVersionId = await makeReadyVersion(db, tenant);
    const job = await launch(tenant, { datasetVersionId, baseModel: shared.name });
    await importModel(tenant, { name: shared.name, status: 'FAILED' });
    await finishReading(job.datasetVersionId, 'text-generation');
    const started = await startValidatedJobs(db, { ...tenant, datasetVersionId: job.datasetVersionId });
    expect(started).toMatchObject({ queued: [job.id], failed: [] });
  });

  test('jobs that begin at the same time wait for one reading', async () => {
    const tenant = await makeTenant(db);
    const { name } = await importModel(null);
    const datasetVersionId = await makeReadyVersion(db, tenant);
    const jobs = await Promise.all([1, 2, 3, 4].map(() => launch(tenant, { datasetVersionId, baseModel: name })));
    expect(new Set(jobs.map((job) => job.datasetVersionId)).size).toBe(1);
  });

  test.each([
    [{ status: 'FAILED' as const }, 'invalid_state', /import of .* has failed: it is damaged/],
    [{ status: 'IMPORTING' as const }, 'invalid_state', /still being imported/],
  ])('a base that is %j is refused', async (more, code, message) => {
    const tenant = await makeTenant(db);
    const { name } = await importModel(tenant, more);
    const launched = launch(tenant, { datasetVersionId: await makeReadyVersion(db, tenant), baseModel: name });
    await expect(launched).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });

  test("one of everybody's that has failed is not there, nor is the reason", async () => {
    const tenant = await makeTenant(db);
    const { name } = await importModel(null, { status: 'FAILED' });
    const launched = launch(tenant, { datasetVersionId: await makeReadyVersion(db, tenant), baseModel: name });
    await expect(launched).rejects.toMatchObject({
      code: 'model_not_found',
      message: expect.not.stringContaining('it is damaged'),
    });
  });

  test('chats are refused for a base without a chat template, before anything is held', async () => {
    const tenant = await makeTenant(db);
    const datasetVersionId = await makeReadyVersion(db, tenant);
    const { name } = await importModel(tenant, { facts: { hasChatTemplate: false } });
    const job = await launch(tenant, { datasetVersionId, baseModel: name });
    const rows = { messages: 90, completion: 0, text: 0 };
    const chat = { rows, turns: 180, systemRows: 0, longestTokens: 40 };
    await finishReading(job.datasetVersionId, 'text-generation', { chat });
    const done = await startValidatedJobs(db, { ...tenant, datasetVersionId: job.datasetVersionId });
    expect(done.failed).toEqual([job.id]);
    await expect(launch(tenant, { datasetVersionId, baseModel: name })).rejects.toMatchObject({
      ...{ code: 'invalid_value', param: 'model', message: expect.stringContaining('90 rows are chats') },
    });
  });

  test.each([
    ['tabular-mlp', 'tabular', { table }, { task: 'tabular-regression' }],
    ['recommender-mf', 'recommendation', { ratings }, { task: 'recommendation', objective: 'squared-error' }],
    ['language-model-lstm', 'text-generation', {}, { task: 'text-generation', kind: 'lstm' }],
    ['language-model-llama', 'text-generation', {}, { task: 'text-generation', kind: 'llama' }],
  ] as const)('%s reads the data for %s and freezes numbers of its own', async (baseModel, task, report, spec) => {
    const tenant = await makeTenant(db);
    const waiting = await launch(tenant, { datasetVersionId: await makeReadyVersion(db, tenant), baseModel });
    expect(waiting).toMatchObject({ status: 'VALIDATING_FILES', task, baseModelId: null });
    await finishReading(waiting.datasetVersionId, task, report);
    const { datasetVersionId } = waiting;
    expect((await startValidatedJobs(db, { ...tenant, datasetVersionId })).queued).toEqual([waiting.id]);
    const job = await db.system.fineTuningJob.findUniqueOrThrow({ where: { id: waiting.id } });
    expect(TrainingSpec.parse(job.spec)).toMatchObject(spec);
    expect(job.estimatedTokens).toBeGreaterThan(0n);
  });

  test.each([
    ['encoder', 'text-classification', { kind: 'encoder', method: { kind: 'lora' } }],
    ['image-classifier', 'image-classification', { kind: 'vision', method: { kind: 'lora' } }],
  ] as const)('%s reads the data for %s, whatever it was read for', async (kind, task, spec) => {
    const tenant = await makeTenant(db);
    const { name, id: baseModelId } = await importModel(tenant, { facts: { kind } });
    const launched = await launch(tenant, { datasetVersionId: await makeReadyVersion(db, tenant), baseModel: name });
    expect(launched).toMatchObject({ task, baseModelId });
    if (launched.status === 'VALIDATING_FILES') {
      await finishReading(launched.datasetVersionId, task, { labels: [] });
      const { datasetVersionId } = launched;
      expect((await startValidatedJobs(db, { ...tenant, datasetVersionId })).queued).toEqual([launched.id]);
    }
    const job = await db.system.fineTuningJob.findUniqueOrThrow({ where: { id: launched.id } });
    expect(TrainingSpec.parse(job.spec)).toMatchObject({ task, ...spec });
    expect(job).toMatchObject({ status: 'QUEUED', priceBookId: 'pb_4' });
  });

  test('an unknown base is refused with what there is', async () => {
    const tenant = await makeTenant(db);
    const launched = launch(tenant, { datasetVersionId: await makeReadyVersion(db, tenant), baseModel: 'gpt-9' });
    await expect(launched).rejects.toMatchObject({
      code: 'model_not_found',
      message: expect.stringContaining("'text-classifier-lstm'"),
    });
  });
});
