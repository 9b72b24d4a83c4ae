import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { createBaseModel } from '@modelmint/db/base-model/create-base-model';
import { claimTraining } from '@modelmint/db/system/claim-training';
import { succeedTraining } from '@modelmint/db/training/succeed-training';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makePendingVersion } from '@modelmint/testing/make-pending-version';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { sweepStorageJob } from './storage-sweep.ts';

let clone: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;

beforeAll(async () => {
  clone = await cloneDatabase();
  deps = makeTestDeps(clone);
  tenant = await makeTenant(deps.db);
});
afterAll(async () => {
  await deps.close();
  await clone.drop();
});

const sweep = () =>
  sweepStorageJob(deps, {
    name: 'storage.sweep',
    payload: {},
    attempt: 1,
    waitMs: 0,
    signal: new AbortController().signal,
  });
const keys = async () => {
  const found: string[] = [];
  for await (const { key } of deps.storage.list('')) found.push(key);
  return found;
};
async function put(key: string, { isOld = true } = {}): Promise<string> {
  await deps.storage.put(key, Buffer.from(key));
  if (isOld) makeOld(key);
  return key;
}
function makeOld(key: string): void {
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  utimesSync(path.join(deps.folder, 'storage', key), twoDaysAgo, twoDaysAgo);
}
const inOrg = <T>(run: Parameters<typeof withOrg<T>>[2]) => withOrg(deps.db, tenant.organizationId, run);

test('removes what no row wants, and nothing else', async () => {
  const datasetVersionId = await makeReadyVersion(deps.db, tenant);
  const running = await makeTrainingJob(deps.db, tenant, { datasetVersionId });
  const ended = await makeTrainingJob(deps.db, tenant, { datasetVersionId });
  const work = await claimTraining(deps.db, deps);
  if (work === null) throw new Error('nothing to claim');
  const storagePrefix = `jobs/${work.jobId}/1/model`;
  const result = { storagePrefix, sizeBytes: 1n, labels: [], metrics: {}, tokensTrained: 1n };
  await succeedTraining(deps.db, work, result);
  const [done, waiting] = work.jobId === running ? [running, ended] : [ended, running];
  await deps.db.system
    .$executeRaw`UPDATE "fine_tuning_job" SET "finishedAt" = now() - interval '2 days' WHERE "id" = ${done}`;
  const uploaded = await makePendingVersion(deps, tenant, { bytes: Buffer.from('x') });
  const uploadedKey = `files/${tenant.organizationId}/${uploaded.fileId}`;
  makeOld(uploadedKey);
  await inOrg((tx) =>
    tx.datasetVersion.update({ where: { id: uploaded.datasetVersionId }, data: { status: 'VALIDATING' } }),
  );

  const kept = [
    uploadedKey,
    await put(`${storagePrefix}/model.safetensors`),
    await put(`jobs/${waiting}/1/checkpoint-5/state.json`),
    await put(`datasets/${datasetVersionId}/1/train.jsonl`),
    await put(`datasets/${uploaded.datasetVersionId}/1/train.jsonl`),
    await put('jobs/ftjob-unknown/1/model/fresh', { isOld: false }),
    await put('somewhere/else'),
  ];
  await put(`jobs/${done}/1/checkpoint-5/state.json`);
  await put(`jobs/${done}/2/model/model.safetensors`);
  await put('jobs/ftjob-unknown/1/model/old');
  await put('datasets/dsv_unknown/1/train.jsonl');
  await put(`files/${tenant.organizationId}/file-unknown`);
  await sweep();
  expect(await keys()).toEqual(kept.toSorted());

  await inOrg(async (tx) => {
    await tx.model.updateMany({ where: { jobId: done }, data: { deletedAt: new Date() } });
    await tx.file.updateMany({ where: { id: uploaded.fileId }, data: { deletedAt: new Date() } });
  });
  await sweep();
  expect(await keys()).toEqual(kept.slice(2).toSorted());
});

test('the split of a deleted data set stays while a job may train on it', async () => {
  const datasetVersionId = await makeReadyVersion(deps.db, tenant);
  const key = await put(`datasets/${datasetVersionId}/1/train.jsonl`);
  const jobId = await makeTrainingJob(deps.db, tenant, { datasetVersionId });
  await inOrg((tx) =>
    tx.dataset.updateMany({ where: { versions: { some: { id: datasetVersionId } } }, data: { deletedAt: new Date() } }),
  );
  await sweep();
  expect(await keys()).toContain(key);
  await deps.db.system.$executeRaw`UPDATE "fine_tuning_job" SET "status" = 'CANCELLED' WHERE "id" = ${jobId}`;
  await sweep();
  expect(await keys()).not.toContain(key);
});

test('the files of a base model stay while it is wanted, and parts of its import while that is open', async () => {
  const { organizationId } = tenant;
  const source = { kind: 'hub', repository: 'owner/name', revision: 'main' } as const;
  const create = (name: string) =>
    inOrg((tx) => createBaseModel(tx, { organizationId, name, source, createdByUserId: null }));
  const [ready, open] = [await create('ready'), await create('open')];
  const storagePrefix = `base-models/${ready.id}/2`;
  await deps.db.system.baseModel.update({ where: { id: ready.id }, data: { status: 'READY', storagePrefix } });
  const kept = await put(`${storagePrefix}/model.safetensors`);
  const running = await put(`base-models/${open.id}/1/model.safetensors`);
  const zombies = await put(`base-models/${ready.id}/1/model.safetensors`);
  const parts = path.join(deps.env.workFolder, 'imports');
  for (const id of [open.id, ready.id]) mkdirSync(path.join(parts, id), { recursive: true });
  await sweep();
  expect(await keys()).toEqual(expect.arrayContaining([kept, running]));
  expect(await keys()).not.toContain(zombies);
  expect(readdirSync(parts)).toEqual([open.id]);

  const datasetVersionId = await makeReadyVersion(deps.db, tenant);
  const jobId = await makeTrainingJob(deps.db, tenant, { datasetVersionId });
  await inOrg((tx) => tx.fineTuningJob.update({ where: { id: jobId }, data: { baseModelId: ready.id } }));
  // As a deletion that lost the race against the launch of the job would leave it.
  await deps.db.system.baseModel.updateMany({ data: { deletedAt: new Date() } });
  await sweep();
  expect(await keys()).toContain(kept);
  expect(await keys()).not.toContain(running);
  await deps.db.system.$executeRaw`UPDATE "fine_tuning_job" SET "status" = 'CANCELLED' WHERE "id" = ${jobId}`;
  await sweep();
  expect(await keys()).not.toContain(kept);
});

test('rows and chunks of an inference job stay until it has ended for a day', async () => {
  const { organizationId, projectId } = tenant;
  const id = newId('inferenceJob');
  const common = { id, organizationId, projectId, inputFileId: newId('file'), seed: 1, expiresAt: new Date() };
  await inOrg((tx) => tx.inferenceJob.create({ data: { ...common, mode: 'ROWS', route: '/v1/classifications' } }));
  const kept = [await put(`inference/${id}/1/rows.jsonl`), await put(`inference/${id}/2/0.jsonl`)];
  const unknown = await put('inference/batch_unknown/1/rows.jsonl');
  const setEnd = (finishedAt: Date) =>
    inOrg((tx) => tx.inferenceJob.update({ where: { id }, data: { status: 'COMPLETED', finishedAt } }));
  await sweep();
  expect(await keys()).toEqual(expect.arrayContaining(kept));
  expect(await keys()).not.toContain(unknown);
  await setEnd(new Date(Date.now() - 3_600_000));
  await sweep();
  expect(await keys()).toEqual(expect.arrayContaining(kept));
  await setEnd(new Date(Date.now() - 2 * 86_400_000));
  await sweep();
  expect((await keys()).filter((key) => key.startsWith('inference/'))).toEqual([]);
});
