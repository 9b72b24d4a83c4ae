import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { checkLedger } from '@modelmint/db/system/check-ledger';
import { claimTraining, type TrainingWork } from '@modelmint/db/system/claim-training';
import { requestCancel } from '@modelmint/db/training/cancel-training';
import { requeueTraining } from '@modelmint/db/training/requeue-training';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { startChaosProxy } from '@modelmint/testing/chaos-proxy';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { runTraining } from './run-training.ts';
import { fourSteps, writeScriptedChild } from './scripted-child.ts';

// The parent's part: children that do what a test tells them, over the real protocol. The real child has its own tests.

let clone: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;
let jobId: string;

beforeAll(async () => {
  clone = await cloneDatabase();
});
afterAll(() => clone.drop());
beforeEach(async () => {
  deps = makeTestDeps(clone);
  tenant = await makeTenant(deps.db);
  const datasetVersionId = await makeReadyVersion(deps.db, tenant);
  for (const name of ['train', 'validation'])
    await deps.storage.put(
      `datasets/${datasetVersionId}/1/${name}.jsonl`,
      Buffer.from('{"text":"a","label":"good"}\n'),
    );
  jobId = await makeTrainingJob(deps.db, tenant, { datasetVersionId });
});
afterEach(async () => {
  expect((await checkLedger(deps.db)).filter(({ isOk }) => !isOk)).toEqual([]);
  await deps.db.system
    .$executeRaw`UPDATE "fine_tuning_job" SET "status" = 'CANCELLED' WHERE "status" IN ('QUEUED', 'RUNNING')`;
  await deps.close();
});

const child = (run: string) => ({ entry: writeScriptedChild(deps.folder, run) });
async function claim(): Promise<TrainingWork> {
  const work = await claimTraining(deps.db, deps);
  if (work === null) throw new Error('nothing to claim');
  return work;
}
const inOrg = <T>(run: Parameters<typeof withOrg<T>>[2]) => withOrg(deps.db, tenant.organizationId, run);
const readJob = () =>
  inOrg((tx) =>
    tx.fineTuningJob.findUniqueOrThrow({
      where: { id: jobId },
      include: { events: { orderBy: { sequence: 'asc' } }, checkpoints: true, model: true },
    }),
  );
const readUsage = () => inOrg((tx) => tx.usage.findMany());
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
/** Writes its process id and never ends. */
const hang = `await metrics(1); await metrics(2);
  fs.writeFileSync(path.join(request.checkpointFolder, '..', 'pid'), String(process.pid)); setInterval(() => {}, 1000);`;
async function pidOfHanging(): Promise<number> {
  const found = () =>
    readdirSync(deps.workFolder)
      .map((name) => path.join(deps.workFolder, name, 'pid'))
      .find((file) => existsSync(file) && readFileSync(file, 'utf8') !== '');
  await expect.poll(found, { timeout: 15_000 }).toBeTruthy();
  return Number(readFileSync(found() ?? '', 'utf8'));
}

test('a job that succeeds has its model stored, one charge, progress and events', async () => {
  const outcome = await runTraining(deps, await claim(), child(fourSteps));
  expect(outcome).toBe('succeeded');
  const job = await readJob();
  expect(job).toMatchObject({ status: 'SUCCEEDED', step: 4, stepsTotal: 4, trainedTokens: 400n, chargedMicros: 200n });
  expect(job.model?.name).toMatch(`ft:text-classifier-lstm:${tenant.slug}:${jobId.slice(-8)}:`);
  expect(await deps.storage.head(`${job.model?.storagePrefix}/manifest.json`)).not.toBeNull();
  expect(job.checkpoints.map(({ step }) => step)).toEqual([2, 4]);
  expect(job.events.map(({ message }) => message)).toEqual([
    'Fine-tuning job started',
    'Step 1/4: training loss=1.00',
    'Step 2/4: training loss=0.50',
    'Step 3/4: training loss=0.33',
    'Step 4/4: training loss=0.25',
    `New fine-tuned model created: ${job.model?.name}`,
    'The job has successfully completed',
  ]);
  expect(await readUsage()).toMatchObject([{ tokens: 400n, amountMicros: 200n, modelId: job.model?.id }]);
  const file = await inOrg((tx) => tx.file.findUniqueOrThrow({ where: { id: job.resultFileId ?? '' } }));
  expect(file).toMatchObject({ purpose: 'fine-tune-results', status: 'PROCESSED', name: 'step_metrics.csv' });
  const lines = (await readAll(await deps.storage.get(file.storageKey))).split('\n');
  expect(lines[0]).toBe('step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy');
  expect(lines.slice(1, -1).map((line) => line.split(',').slice(0, 2))).toEqual([
    ...[
      ['1', '1'],
      ['2', '0.5'],
      ['3', expect.stringMatching(/^0\.33/)],
      ['4', '0.25'],
    ],
  ]);
  expect(readdirSync(deps.workFolder)).toEqual([]);
});

test('a cancel ends the child within two seconds and costs the steps made', async () => {
  const training = runTraining(deps, await claim(), child(hang));
  const pid = await pidOfHanging();
  await expect.poll(async () => (await readJob()).step, { timeout: 15_000 }).toBe(2);
  const askedAt = performance.now();
  await inOrg((tx) => requestCancel(tx, { jobId }));
  expect(await training).toBe('cancelled');
  expect(performance.now() - askedAt).toBeLessThan(2_000);
  expect(isAlive(pid)).toBe(false);
  expect(await readJob()).toMatchObject({ status: 'CANCELLED', trainedTokens: 200n, chargedMicros: 100n });
});

test('a zombie kills its child within two seconds and writes nothing', async () => {
  const work = await claim();
  const training = runTraining(deps, work, child(hang));
  const pid = await pidOfHanging();
  await expect.poll(async () => (await readJob()).step, { timeout: 15_000 }).toBe(2);
  const failure = new AppError('worker_lost', 'The worker stopped answering.');
  await requeueTraining(deps.db, work, { failure, spendsAttempt: true });
  const other = await claim();
  const before = await readJob();
  expect(await training).toBe('lost');
  expect(isAlive(pid)).toBe(false);
  expect(await readJob()).toEqual(before);
  expect(other.fence).toBe(2);
});

test.each([
  ['a native abort', 'process.abort();', /ended with SIGABRT/],
  ['an end without a word', 'process.exit(3);', /ended with code 3/],
  ['last words', `console.error('tensor on fire'); process.exit(1);`, /code 1.*tensor on fire/],
  ['a strange answer', `await say({ kind: 'metrics', step: 'many' });`, /nobody understands/],
  [
    'a fault of ours',
    `await say({ kind: 'failure', code: 'storage_full', message: 'No space.', fault: 'platform' });`,
    /No space/,
  ],
])('%s gives the job to the next worker, three times at most, and costs nothing', async (_case, run, reason) => {
  for (const wanted of ['queued', 'queued', 'failed']) {
    expect(await runTraining(deps, await claim(), child(run))).toBe(wanted);
  }
  const job = await readJob();
  expect(job).toMatchObject({ status: 'FAILED', fault: 'PLATFORM', chargedMicros: 0n, model: null });
  expect(job.errorMessage).toMatch(reason);
  expect(job.errorMessage).toMatch(/3 times/);
  expect(await readUsage()).toEqual([]);
  expect(job.events.filter(({ level }) => level === 'warn')).toHaveLength(2);
});

test('what the customer can mend fails at once and costs nothing', async () => {
  const message = 'The loss is not a number from step 12 on. Use a smaller learning rate.';
  const run = `await metrics(1); await say({ kind: 'failure', code: 'invalid_state', message: ${JSON.stringify(message)}, fault: 'customer' }); process.disconnect();`;
  expect(await runTraining(deps, await claim(), child(run))).toBe('failed');
  const job = await readJob();
  expect(job).toMatchObject({ status: 'FAILED', fault: 'CUSTOMER', errorMessage: message, chargedMicros: 0n });
  expect(job.events.at(-1)).toMatchObject({ level: 'error', message: `Fine-tuning job failed: ${message}` });
});

test('a child that takes too much memory is stopped, with a reason', async () => {
  const small = { ...deps, env: { ...deps.env, trainMemoryBytesMax: 200 * 2 ** 20 } };
  const run = `const kept = []; setInterval(() => kept.push(Buffer.alloc(50_000_000, 1)), 50);`;
  expect(await runTraining(small, await claim(), child(run))).toBe('failed');
  expect(await readJob()).toMatchObject({
    fault: 'CUSTOMER',
    errorMessage: expect.stringMatching(/more than 200 MiB/),
  });
});

test('a child that hangs is given up', async () => {
  const hanging = { ...child('await metrics(1); setInterval(() => {}, 1000);'), silentMs: 500 };
  expect(await runTraining(deps, await claim(), hanging)).toBe('queued');
  expect((await readJob()).events.at(-1)?.message).toMatch(/said nothing/);
});

test('the database may be away for a while, also at the end', async () => {
  const { host, port } = clone.logins.app;
  const proxy = await startChaosProxy({ host, port });
  const through = (url: string) => Object.assign(new URL(url), { host: `127.0.0.1:${proxy.port}` }).href;
  const away = makeTestDeps({ appUrl: through(clone.appUrl), systemUrl: through(clone.systemUrl) });
  try {
    const run = `await metrics(1); await checkpoint(2, request.checkpointFolder); await metrics(3);
      fs.writeFileSync(path.join(request.checkpointFolder, '..', 'pid'), String(process.pid));
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await finish(request.checkpointFolder);`;
    const training = runTraining(
      { ...away, storage: deps.storage, workFolder: deps.workFolder },
      await claim(),
      child(run),
    );
    await pidOfHanging();
    proxy.cut();
    proxy.refuse();
    const stored = () => deps.storage.head(`jobs/${jobId}/1/model/manifest.json`);
    await expect.poll(stored, { timeout: 10_000 }).not.toBeNull();
    expect(await readJob()).toMatchObject({ status: 'RUNNING', model: null });
    proxy.heal();
    expect(await training).toBe('succeeded');
    expect(await readJob()).toMatchObject({ status: 'SUCCEEDED', chargedMicros: 200n, step: 3 });
  } finally {
    await away.close();
    await proxy.close();
  }
});

test('a worker that closes gives the job back with its checkpoint, without an attempt', async () => {
  const run = `await metrics(1); await checkpoint(2, request.checkpointFolder); ${hang}`;
  const training = runTraining(deps, await claim(), child(run));
  await pidOfHanging();
  deps.stop();
  expect(await training).toBe('queued');
  expect(await readJob()).toMatchObject({ status: 'QUEUED', attempts: 0, workerId: null });
  const next = await claim();
  expect(next.checkpoints).toMatchObject([{ step: 2 }]);
});

test('goes on from the newest whole checkpoint', async () => {
  const started = makeTestDeps(clone);
  try {
    const storage = deps.storage;
    const run = `await checkpoint(2, request.checkpointFolder); await checkpoint(3, request.checkpointFolder); process.exit(1);`;
    expect(await runTraining({ ...started, storage }, await claim(), child(run))).toBe('queued');
    await storage.put(`jobs/${jobId}/1/checkpoint-3/state.json`, Buffer.from('damaged'));
    const resume = `const state = fs.readFileSync(path.join(request.resumeFolder, 'state.json'), 'utf8');
      if (JSON.parse(state).step !== 2) process.exit(1);
      await metrics(4); await checkpoint(3, request.checkpointFolder); await finish(request.checkpointFolder);`;
    expect(await runTraining({ ...started, storage }, await claim(), child(resume))).toBe('succeeded');
    const job = await readJob();
    expect(job.events.some(({ message }) => message === 'Fine-tuning job goes on from step 3')).toBe(true);
    expect(job.checkpoints.map(({ step, fence }) => [step, fence])).toEqual([
      [2, 1],
      [3, 2],
    ]);
  } finally {
    await started.close();
  }
});

test('a checkpoint that cannot be stored does not end training', async () => {
  const storage = new Proxy(deps.storage, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'put') return typeof value === 'function' ? value.bind(target) : value;
      return (key: string, ...rest: [Buffer]) =>
        key.includes('checkpoint')
          ? Promise.reject(new AppError('storage_full', 'No space.'))
          : target.put(key, ...rest);
    },
  });
  const run = `await checkpoint(2, request.checkpointFolder); await finish(request.checkpointFolder);`;
  expect(await runTraining({ ...deps, storage }, await claim(), child(run))).toBe('succeeded');
  expect((await readJob()).checkpoints).toEqual([]);
});

test('an old checkpoint that cannot be removed costs none of the newer ones', async () => {
  let refusals = 0;
  const storage = new Proxy(deps.storage, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'deletePrefix') return typeof value === 'function' ? value.bind(target) : value;
      return (prefix: string) =>
        refusals++ === 0 ? Promise.reject(new AppError('internal_error', 'Refused.')) : target.deletePrefix(prefix);
    },
  });
  const run = `for (const step of [1, 2, 3, 4]) await checkpoint(step, request.checkpointFolder);
    await finish(request.checkpointFolder);`;
  expect(await runTraining({ ...deps, storage }, await claim(), child(run))).toBe('succeeded');
  const stored: string[] = [];
  for await (const { key } of deps.storage.list(`jobs/${jobId}/1`)) stored.push(key.split('/').at(-2) ?? '');
  expect(refusals).toBe(2);
  // The first was refused, and is left to the sweep.
  expect([...new Set(stored)].sort()).toEqual(['checkpoint-1', 'checkpoint-3', 'checkpoint-4', 'model']);
});

test('a child sees no secret', async () => {
  const run = `fs.writeFileSync(path.join(request.checkpointFolder, '..', 'env'), ''); 
    const seen = JSON.stringify([process.env, process.argv, request]);
    await say({ kind: 'failure', code: 'invalid_state', message: seen, fault: 'customer' }); process.disconnect();`;
  await runTraining(deps, await claim(), child(run));
  const { errorMessage } = await readJob();
  expect(errorMessage).toContain('TF_ENABLE_ONEDNN_OPTS');
  expect(errorMessage).toContain('TF_FORCE_GPU_ALLOW_GROWTH');
  expect(errorMessage).not.toMatch(/secret|postgres|sk_test|whsec/);
});
