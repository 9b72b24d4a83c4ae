import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { findServingWorkers, listWarmModels } from '@modelmint/db/system/find-serving-workers';
import { listWorkers } from '@modelmint/db/system/list-workers';
import { withOrg } from '@modelmint/db/with-org';
import { ClassifyAnswer, type ClassifyRequest } from '@modelmint/domain/serving-contract';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { loadServices, toolFolder } from '@modelmint/testing/load-services';
import { makePendingVersion } from '@modelmint/testing/make-pending-version';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import { testServices } from '@modelmint/testing/test-services';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps, testVariables } from './make-test-deps.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

// One real worker process, from the upload to the answer of the model.

let clone: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
let worker: WorkerProcess;
let redis: { url: string; stop(): Promise<void> } | null;
const redisFolder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-worker-redis-'));

beforeAll(async () => {
  clone = await cloneDatabase();
  redis = await startRedis();
  const services = { ...clone, ...(redis === null ? {} : { redisUrl: redis.url }) };
  deps = makeTestDeps(services);
  tenant = await makeTenant(deps.db);
  // The best engine that is set up here; the other tests of this folder train with wasm.
  worker = startWorkerProcess({ ...testVariables(services, deps.folder), MODELMINT_ENGINE: '' });
});
afterAll(async () => {
  worker.kill('SIGKILL');
  await worker.ended;
  await deps.close();
  await clone.drop();
  await redis?.stop();
  rmSync(redisFolder, { recursive: true, force: true });
});

/** One of its own where Redis can be had: rings of other tests are not this worker's. */
async function startRedis(): Promise<{ url: string; stop(): Promise<void> } | null> {
  if (testServices().redisUrl === undefined) return null;
  const services = await loadServices();
  const started = await services.startRedis({ dataFolder: redisFolder, toolFolder, log: () => {}, redisUrl: '' });
  return started ?? null;
}

const words = { sweet: ['apple', 'honey', 'sugar'], sour: ['lemon', 'vinegar', 'lime'] };
const rows = Array.from({ length: 120 }, (_, i) => {
  const label = i % 2 ? 'sweet' : 'sour';
  return { text: `this ${words[label][i % 3]} number ${i}`, label };
});
const inOrg = <T>(run: Parameters<typeof withOrg<T>>[2]) => withOrg(deps.db, tenant.organizationId, run);

test('an upload becomes a data set, a job, a model and an answer', async () => {
  const bytes = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const { datasetVersionId } = await makePendingVersion(deps, tenant, { bytes });
  const { organizationId } = tenant;
  await deps.queue.ring('dataset.ingest', { organizationId, datasetVersionId }, { jobId: datasetVersionId });
  const readVersion = () => inOrg((tx) => tx.datasetVersion.findUniqueOrThrow({ where: { id: datasetVersionId } }));
  await expect.poll(async () => (await readVersion()).status, { timeout: 60_000 }).toBe('READY');

  const jobId = await makeTrainingJob(deps.db, tenant, { datasetVersionId, hyperparameters: { n_epochs: 6 } });
  await deps.queue.ring('job.train', {}, { jobId });
  const readJob = () =>
    inOrg((tx) => tx.fineTuningJob.findUniqueOrThrow({ where: { id: jobId }, include: { model: true } }));
  await expect.poll(async () => (await readJob()).status, { timeout: 60_000 }).toBe('SUCCEEDED');
  const { model, metrics, chargedMicros } = await readJob();
  expect(metrics).toMatchObject({ accuracy: 1 });
  expect(chargedMicros).toBeGreaterThan(0n);
  if (model === null) throw new Error('no model');

  const find = () => findServingWorkers(deps.db, model.id);
  await expect.poll(find, { timeout: 30_000 }).toHaveLength(1);
  const [serving] = await find();
  expect(serving).toMatchObject({ isWarm: false });
  const { id: modelId, storagePrefix } = model;
  const body: ClassifyRequest = { modelId, storagePrefix, base: null, inputs: ['a lemon', 'so much sugar'], topK: 2 };
  const response = await fetch(`${serving?.url}/classify`, {
    method: 'POST',
    headers: { authorization: `Bearer ${deps.env.secrets.internalToken}` },
    body: JSON.stringify(body),
  });
  const answer = ClassifyAnswer.parse(await response.json());
  expect(answer.results.map(([best]) => best?.label)).toEqual(['sour', 'sweet']);
  expect(answer.tokens).toEqual([2, 3]);
  await expect.poll(async () => [...(await listWarmModels(deps.db))], { timeout: 15_000 }).toEqual([model.id]);
}, 150_000);

test('a serving process that dies is started again', async () => {
  const find = async () => (await findServingWorkers(deps.db, 'none'))[0]?.url;
  const before = await find();
  const pid = Number(worker.lines.findLast(({ msg }) => msg === 'serve: ready')?.childPid);
  process.kill(pid, 'SIGKILL');
  await expect.poll(find, { timeout: 15_000 }).toBeUndefined();
  await expect.poll(find, { timeout: 60_000 }).toBeTruthy();
  expect(await find()).not.toBe(before);
}, 90_000);

test('SIGTERM ends it within ten seconds though its serving process hangs, and it says so', async () => {
  const pid = Number(worker.lines.findLast(({ msg }) => msg === 'serve: ready')?.childPid);
  process.kill(pid, 'SIGSTOP');
  const startedAt = performance.now();
  worker.kill('SIGTERM');
  expect(await worker.ended).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect((await listWorkers(deps.db)).filter(({ isAlive }) => isAlive)).toEqual([]);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
