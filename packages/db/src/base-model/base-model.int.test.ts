import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BaseModel } from '../generated/client.ts';
import { type Database, openDatabase } from '../open-database.ts';
import { claimImport } from '../system/claim-import.ts';
import { failImport, finishImport, heartbeatImport, retryImport } from '../system/end-import.ts';
import { findOpenImports, listWaitingImports } from '../system/list-waiting-imports.ts';
import { createSharedBaseModel, deleteSharedBaseModel, listSharedBaseModels } from '../system/shared-base-models.ts';
import { withOrg } from '../with-org.ts';
import { createBaseModel } from './create-base-model.ts';
import { deleteBaseModel } from './delete-base-model.ts';
import { findBaseModel, lockBaseModel } from './find-base-model.ts';
import { listBaseModels } from './list-base-models.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ ...clone, applicationName: 'test' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

const source = { kind: 'hub', repository: 'owner/name', revision: 'main' } as const;
const create = ({ organizationId }: Tenant, name: string) =>
  withOrg(db, organizationId, (tx) => createBaseModel(tx, { organizationId, name, source, createdByUserId: null }));
const find = ({ organizationId }: Tenant, name: string) =>
  withOrg(db, organizationId, (tx) => findBaseModel(tx, organizationId, name));
const remove = ({ organizationId }: Tenant, name: string) =>
  withOrg(db, organizationId, (tx) => deleteBaseModel(tx, organizationId, name));
const list = ({ organizationId }: Tenant) => withOrg(db, organizationId, (tx) => listBaseModels(tx, organizationId));
const share = (name: string) => createSharedBaseModel(db, { name, source, operator: { userId: 'user_operator' } });
const read = (id: string) => db.system.baseModel.findUniqueOrThrow({ where: { id } });
const claim = async ({ id }: BaseModel) => {
  const work = await claimImport(db, id);
  if (work === null) throw new Error('not claimed');
  return work;
};
const facts = {
  kind: 'causal-lm',
  architecture: 'LlamaForCausalLM',
  parameters: 10,
  contextLength: 8,
  hiddenSize: 2,
  layers: 1,
  heads: 1,
  vocabularySize: 5,
  linearOutputs: 4,
  loraRankSize: 8,
  largestParameter: 10,
  hasChatTemplate: true,
  labels: null,
  licence: 'mit \u0000',
  sizeBytes: 40,
} as const;
const finish = async (row: BaseModel) =>
  finishImport(db, await claim(row), { facts, storagePrefix: `base-models/${row.id}/1`, sizeBytes: 40 });

test('a name is given once in an organization, also by two at the same time, and again after a deletion', async () => {
  const tenant = await makeTenant(db);
  const both = await Promise.allSettled([create(tenant, 'twice'), create(tenant, 'twice')]);
  const refused = both.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
  expect(refused).toEqual([
    expect.objectContaining({ code: 'conflict', param: 'name', message: expect.stringContaining("'twice'") }),
  ]);
  await remove(tenant, 'twice');
  await create(tenant, 'twice');
  await create(await makeTenant(db), 'twice');
});

test('the name of a template, a folder, a wrong file and a fourth import at once are refused', async () => {
  const tenant = await makeTenant(db);
  const { organizationId, projectId } = tenant;
  await expect(create(tenant, 'text-classifier-lstm')).rejects.toMatchObject({ code: 'conflict', param: 'name' });
  await expect(share('image-classifier-cnn')).rejects.toMatchObject({ code: 'conflict' });
  const from = (other: Parameters<typeof createBaseModel>[1]['source']) =>
    withOrg(db, organizationId, (tx) =>
      createBaseModel(tx, { organizationId, name: 'other', source: other, createdByUserId: null }),
    );
  await expect(from({ kind: 'folder', path: '/etc' })).rejects.toMatchObject({
    code: 'invalid_value',
    param: 'source',
  });
  await expect(from({ kind: 'file', fileId: 'file-none' })).rejects.toMatchObject({ code: 'invalid_file' });
  const id = `file-${'0'.repeat(24)}`;
  const bytes = { sizeBytes: 1n, sha256: '0', storageKey: 'files/x' };
  await withOrg(db, organizationId, (tx) =>
    tx.file.create({ data: { id, organizationId, projectId, name: 'rows', purpose: 'fine-tune', ...bytes } }),
  );
  await expect(from({ kind: 'file', fileId: id })).rejects.toThrow(/purpose 'base-model'/);
  const twice = [1, 2].map((digit) => `file-${String(digit).repeat(24)}`);
  const data = twice.map((fileId) => ({
    ...{ id: fileId, organizationId, projectId, name: 'config.json', purpose: 'base-model', ...bytes },
    storageKey: `files/${fileId}`,
  }));
  await withOrg(db, organizationId, (tx) => tx.file.createMany({ data }));
  await expect(from({ kind: 'files', fileIds: twice })).rejects.toMatchObject({
    ...{ code: 'invalid_file', param: 'source.fileIds[1]', message: expect.stringContaining("named 'config.json'") },
  });
  await expect(from({ kind: 'files', fileIds: [twice[0] ?? '', 'file-none'] })).rejects.toMatchObject({
    param: 'source.fileIds[1]',
  });
  for (const name of ['one', 'two', 'three']) await create(tenant, name);
  await expect(create(tenant, 'four')).rejects.toMatchObject({ code: 'rate_limit_exceeded' });
});

test('an organization sees its own first, and of everybody those that are ready', async () => {
  const [tenant, other] = [await makeTenant(db), await makeTenant(db)];
  const [common, waiting] = [await share('common'), await share('waiting')];
  await finish(common);
  expect((await list(tenant)).map(({ id }) => id)).toEqual([common.id]);
  expect(await find(tenant, waiting.id)).toMatchObject({ status: 'PENDING' });
  const own = await create(tenant, 'common');
  expect(await find(tenant, 'common')).toMatchObject({ id: own.id });
  expect(await find(other, 'common')).toMatchObject({ id: common.id });
  expect(await find(other, own.id)).toBeNull();
  expect((await list(tenant)).map(({ id }) => id)).toEqual([own.id, common.id]);
  await expect(remove(other, 'common')).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(remove(other, own.id)).rejects.toMatchObject({ code: 'model_not_found' });
  expect((await listSharedBaseModels(db)).map(({ id }) => id)).toEqual([waiting.id, common.id]);
  await deleteSharedBaseModel(db, { nameOrId: 'common', operator: { userId: 'user_operator' } });
  expect(
    await db.system.auditEntry.findMany({ where: { targetId: common.id }, orderBy: { createdAt: 'asc' } }),
  ).toMatchObject([
    { organizationId: null, action: 'base_model.import', actorKind: 'operator', actorId: 'user_operator' },
    { organizationId: null, action: 'base_model.delete', actorKind: 'operator', actorId: 'user_operator' },
  ]);
  expect(await find(other, 'common')).toBeNull();
  await expect(
    deleteSharedBaseModel(db, { nameOrId: own.id, operator: { userId: 'user_operator' } }),
  ).rejects.toMatchObject({ code: 'model_not_found' });
});

test('what jobs and models stand on stays, and the refusal says how many', async () => {
  const tenant = await makeTenant(db);
  const base = await share('stood-on');
  const datasetVersionId = await makeReadyVersion(db, tenant);
  const jobs = [
    await makeTrainingJob(db, tenant, { datasetVersionId }),
    await makeTrainingJob(db, tenant, { datasetVersionId }),
  ];
  await withOrg(db, tenant.organizationId, (tx) =>
    tx.fineTuningJob.updateMany({ where: { id: { in: jobs } }, data: { baseModelId: base.id } }),
  );
  await expect(
    deleteSharedBaseModel(db, { nameOrId: base.id, operator: { userId: 'user_operator' } }),
  ).rejects.toMatchObject({
    code: 'invalid_state',
    message: "'stood-on' is in use: 2 open fine-tuning jobs stand on it. Cancel them first.",
  });
  await withOrg(db, tenant.organizationId, async (tx) => {
    await tx.fineTuningJob.updateMany({ where: { id: { in: jobs } }, data: { status: 'SUCCEEDED' } });
    const { organizationId, projectId } = tenant;
    const model = { name: `ft:stood-on:${tenant.slug}::1`, storagePrefix: 'x', sizeBytes: 1n, labels: [], metrics: {} };
    const [jobId = ''] = jobs;
    const links = { baseModel: 'stood-on', baseModelId: base.id, jobId, datasetVersionId };
    await tx.model.create({ data: { id: 'mdl_x', organizationId, projectId, ...links, ...model } });
  });
  await expect(deleteSharedBaseModel(db, { nameOrId: base.id, operator: { userId: 'user_operator' } })).rejects.toThrow(
    /1 tuned model stands on it\. Delete them first/,
  );
  await withOrg(db, tenant.organizationId, (tx) =>
    tx.model.update({ where: { id: 'mdl_x' }, data: { deletedAt: new Date() } }),
  );
  await deleteSharedBaseModel(db, { nameOrId: base.id, operator: { userId: 'user_operator' } });
  await expect(
    deleteSharedBaseModel(db, { nameOrId: base.id, operator: { userId: 'user_operator' } }),
  ).rejects.toMatchObject({ code: 'model_not_found' });
  expect(await withOrg(db, tenant.organizationId, (tx) => lockBaseModel(tx, base.id))).toBe(false);
});

test("an organization can neither take nor delete what is everybody's, whatever it asks the database", async () => {
  const tenant = await makeTenant(db);
  const { organizationId } = tenant;
  const base = await share('coveted');
  const change = (data: { organizationId: string } | { deletedAt: Date } | { storagePrefix: string }) =>
    withOrg(db, organizationId, (tx) => tx.baseModel.updateMany({ where: { id: base.id }, data }));
  await expect(change({ organizationId })).rejects.toThrow(/permission denied/);
  await expect(change({ storagePrefix: 'x' })).rejects.toThrow(/permission denied/);
  await expect(change({ deletedAt: new Date() })).rejects.toThrow(/row-level security/);
  expect(await withOrg(db, organizationId, (tx) => lockBaseModel(tx, base.id))).toBe(true);
  expect(await read(base.id)).toMatchObject({ organizationId: null, deletedAt: null, storagePrefix: null });
});

test('a deletion waits for whoever begins to stand on it', async () => {
  const tenant = await makeTenant(db);
  const base = await create(tenant, 'locked');
  let deleting: Promise<unknown> = Promise.resolve();
  await withOrg(db, tenant.organizationId, async (tx) => {
    expect(await lockBaseModel(tx, base.id)).toBe(true);
    deleting = remove(tenant, 'locked').catch((error: unknown) => error);
    const datasetVersionId = await makeReadyVersion(db, tenant);
    const job = await makeTrainingJob(db, tenant, { datasetVersionId });
    await tx.fineTuningJob.update({ where: { id: job }, data: { baseModelId: base.id } });
  });
  expect(await deleting).toMatchObject({ code: 'invalid_state' });
});

test('only the newest claim may write', async () => {
  const tenant = await makeTenant(db);
  const row = await create(tenant, 'claimed');
  const first = await claim(row);
  expect(first).toMatchObject({ fence: 1, source, organizationId: tenant.organizationId, storageBytesLeft: 1e9 });
  expect(await claimImport(db, row.id)).toBeNull();
  expect(await heartbeatImport(db, first, 0.5)).toBe(true);
  expect(await read(row.id)).toMatchObject({ status: 'IMPORTING', progress: 0.5 });
  await db.system.$executeRaw`UPDATE "base_model" SET "leaseUntil" = now() - interval '1 s' WHERE "id" = ${row.id}`;
  expect(await listWaitingImports(db)).toContainEqual({ baseModelId: row.id });
  const second = await claim(row);
  expect(second.fence).toBe(2);
  expect(await heartbeatImport(db, first, 0.9)).toBe(false);
  expect(await failImport(db, first, 'late')).toBe(false);
  expect(await retryImport(db, second, { reason: 'It is away.', spendsAttempt: true })).toBe('waits');
  expect(await read(row.id)).toMatchObject({ status: 'PENDING', attempts: 2, reason: 'It is away.' });
});

test('an upload goes with the claim that has ended well, not with one that was lost', async () => {
  const tenant = await makeTenant(db);
  const { organizationId, projectId } = tenant;
  const fileId = newId('file');
  const stored = { sizeBytes: 1n, sha256: '0', storageKey: `files/${fileId}`, purpose: 'base-model' };
  const row = await withOrg(db, organizationId, async (tx) => {
    await tx.file.create({ data: { id: fileId, organizationId, projectId, name: 'tiny.zip', ...stored } });
    const asked = {
      organizationId,
      name: 'uploaded',
      source: { kind: 'file' as const, fileId },
      createdByUserId: null,
    };
    return createBaseModel(tx, asked);
  });
  const first = await claim(row);
  await db.system.$executeRaw`UPDATE "base_model" SET "leaseUntil" = now() - interval '1 s' WHERE "id" = ${row.id}`;
  const second = await claim(row);
  const end = (work: typeof first) =>
    finishImport(db, work, { facts, storagePrefix: `base-models/${row.id}/${work.fence}`, sizeBytes: 40 });
  const isStored = async () => (await db.system.file.findUniqueOrThrow({ where: { id: fileId } })).deletedAt === null;
  expect([await end(first), await isStored()]).toEqual([false, true]);
  expect([await end(second), await isStored()]).toEqual([true, false]);
});

test('three tries are given, and those that only wait are not counted', async () => {
  const row = await create(await makeTenant(db), 'tried');
  for (let i = 0; i < 4; i++)
    expect(await retryImport(db, await claim(row), { reason: 'disk full', spendsAttempt: false })).toBe('waits');
  for (let i = 0; i < 2; i++)
    expect(await retryImport(db, await claim(row), { reason: 'It is away.', spendsAttempt: true })).toBe('waits');
  expect(await findOpenImports(db, [row.id, 'base_none'])).toEqual(new Set([row.id]));
  expect(await retryImport(db, await claim(row), { reason: 'It is away.', spendsAttempt: true })).toBe('gave_up');
  expect((await read(row.id)).reason).toBe('It is away. It was tried 3 times. Import it again later.');
  expect(await findOpenImports(db, [row.id])).toEqual(new Set());
});

test('what is imported is there with its facts; what was deleted meanwhile is not', async () => {
  const tenant = await makeTenant(db);
  const row = await create(tenant, 'imported');
  expect(await finish(row)).toBe(true);
  expect(await find(tenant, 'imported')).toMatchObject({
    status: 'READY',
    sizeBytes: 40n,
    facts: { licence: 'mit \uFFFD' },
  });
  const gone = await create(tenant, 'gone');
  const work = await claim(gone);
  await remove(tenant, 'gone');
  expect(await finishImport(db, work, { facts, storagePrefix: 'x', sizeBytes: 1 })).toBe(false);
  expect(await claimImport(db, gone.id)).toBeNull();
});

test('imports that run at the same time do not take the storage twice', async () => {
  const tenant = await makeTenant(db);
  const rows = [await create(tenant, 'first'), await create(tenant, 'second')];
  const works = [await claim(rows[0] as BaseModel), await claim(rows[1] as BaseModel)];
  const sizeBytes = (works[0]?.storageBytesLeft ?? 0) * 0.6;
  const ends = await Promise.allSettled(
    works.map((work) =>
      finishImport(db, work, { facts, storagePrefix: `base-models/${work.baseModelId}/1`, sizeBytes }),
    ),
  );
  expect(ends.filter((end) => end.status === 'fulfilled' && end.value)).toHaveLength(1);
  const refused = ends.find((end) => end.status === 'rejected');
  expect(refused?.reason).toMatchObject({ code: 'invalid_file', message: expect.stringMatching(/storage are left/) });
});
