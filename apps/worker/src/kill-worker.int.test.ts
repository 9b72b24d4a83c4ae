import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { withOrg } from '@modelmint/db/with-org';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makePendingVersion } from '@modelmint/testing/make-pending-version';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ingestDatasetJob } from './jobs/dataset-ingest.ts';
import { makeTestDeps, type TestDeps, testVariables } from './make-test-deps.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

// Real workers, real training: what a killed and a restarted worker leave to the next.

let clone: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
let datasetVersionId: string;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  clone = await cloneDatabase();
  deps = makeTestDeps(clone);
  tenant = await makeTenant(deps.db);
  const words = ['apple', 'honey', 'sugar', 'lemon', 'vinegar', 'lime'];
  const rows = Array.from({ length: 240 }, (_, i) => {
    const label = i % 7 === 0 ? 'odd' : i % 2 ? 'sweet' : 'sour';
    return { text: `this ${words[(i * 5) % 6]} with ${words[(i * 11) % 6]} number ${i}`, label };
  });
  const bytes = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  ({ datasetVersionId } = await makePendingVersion(deps, tenant, { bytes }));
  const payload = { organizationId: tenant.organizationId, datasetVersionId };
  const signal = new AbortController().signal;
  await ingestDatasetJob(deps, { name: 'dataset.ingest', payload, attempt: 1, waitMs: 0, signal });
});
afterAll(async () => {
  for (const { kill } of workers) kill('SIGKILL');
  await Promise.all(workers.map(({ ended }) => ended));
  await deps.close();
  await clone.drop();
});

function startWorker(): WorkerProcess {
  const worker = startWorkerProcess({ ...testVariables(clone, deps.folder), WORKER_QUEUES: 'train' });
  workers.push(worker);
  return worker;
}
const inOrg = <T>(run: Parameters<typeof withOrg<T>>[2]) => withOrg(deps.db, tenant.organizationId, run);
const readJob = (id: string) =>
  inOrg((tx) => tx.fineTuningJob.findUniqueOrThrow({ where: { id }, include: { model: true, checkpoints: true } }));
async function launch(): Promise<string> {
  const hyperparameters = { n_epochs: 18, early_stop_patience: 50, batch_size: 8 };
  const jobId = await makeTrainingJob(deps.db, tenant, { datasetVersionId, labels: 3, hyperparameters });
  await deps.queue.ring('job.train', {}, { jobId });
  return jobId;
}
/** The worker that trains the job now, once its checkpoint of at least `step` is stored. */
async function trainerAt(jobId: string, step: number): Promise<WorkerProcess> {
  const reached = async () => {
    const { checkpoints, status } = await readJob(jobId);
    if (status !== 'RUNNING' && status !== 'QUEUED') throw new Error(`${status} before step ${step}`);
    return checkpoints.some((checkpoint) => checkpoint.step >= step);
  };
  await expect.poll(reached, { timeout: 90_000, interval: 20 }).toBe(true);
  const { workerId } = await readJob(jobId);
  const worker = workers.find(({ lines }) => lines.some((line) => line.workerId === workerId));
  if (worker === undefined) throw new Error('nobody trains the job');
  return worker;
}
async function weightsOf(jobId: string): Promise<string> {
  const { model } = await readJob(jobId);
  const stream = await deps.storage.get(`${model?.storagePrefix}/model.safetensors`);
  return createHash('sha256')
    .update(await buffer(stream))
    .digest('hex');
}
const ends = (jobId: string) =>
  expect.poll(async () => (await readJob(jobId)).status, { timeout: 120_000, interval: 100 }).toBe('SUCCEEDED');

test('a worker that was killed, and one that was restarted, cost neither the result nor the money', async () => {
  startWorker();
  const quiet = await launch();
  await ends(quiet);
  // Ready beforehand, so that whoever takes over does so while there is something left to train.
  const others = [startWorker(), startWorker()];
  const isReady = ({ lines }: WorkerProcess) => lines.some(({ msg }) => msg === 'worker: ready');
  await expect.poll(() => others.every(isReady), { timeout: 60_000 }).toBe(true);
  const jobId = await launch();
  const killed = await trainerAt(jobId, 100);
  killed.kill('SIGKILL');
  const killedAt = performance.now();
  await expect.poll(async () => (await readJob(jobId)).fence, { timeout: 20_000, interval: 50 }).toBe(2);
  expect(performance.now() - killedAt).toBeLessThan(15_000);

  const { step } = await readJob(jobId);
  const restarted = await trainerAt(jobId, step + 30);
  const askedAt = performance.now();
  restarted.kill('SIGTERM');
  expect(await restarted.ended).toBe(0);
  expect(performance.now() - askedAt).toBeLessThan(10_000);
  await ends(jobId);

  const [undisturbed, disturbed] = [await readJob(quiet), await readJob(jobId)];
  expect(disturbed).toMatchObject({ attempts: 1, fence: 3 });
  expect(disturbed.metrics).toEqual(undisturbed.metrics);
  expect(await weightsOf(jobId)).toBe(await weightsOf(quiet));
  expect(disturbed.trainedTokens).toBe(undisturbed.trainedTokens);
  expect(disturbed.chargedMicros).toBe(undisturbed.chargedMicros);
  expect(await inOrg((tx) => tx.usage.count())).toBe(2);
}, 300_000);
