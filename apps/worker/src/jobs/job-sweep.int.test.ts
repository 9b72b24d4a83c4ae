import { setTimeout as pause } from 'node:timers/promises';
import { createBaseModel } from '@modelmint/db/base-model/create-base-model';
import { holdMoney } from '@modelmint/db/ledger/hold-money';
import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { claimTraining } from '@modelmint/db/system/claim-training';
import { findServingWorkers } from '@modelmint/db/system/find-serving-workers';
import { listWorkers } from '@modelmint/db/system/list-workers';
import { registerWorker } from '@modelmint/db/system/register-worker';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { makeWorker, type RunningJob } from '@modelmint/queue/make-worker';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makePendingVersion } from '@modelmint/testing/make-pending-version';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeTestDeps, type TestDeps } from '../make-test-deps.ts';
import { sweepJob } from './job-sweep.ts';

let clone: TestDatabase;
let deps: TestDeps;
let tenant: Tenant;

beforeAll(async () => {
  clone = await cloneDatabase();
  deps = makeTestDeps(clone);
  tenant = await makeTenant(deps.db);
});
afterEach(async () => {
  await deps.db.system
    .$executeRaw`UPDATE "fine_tuning_job" SET "status" = 'CANCELLED' WHERE "status" IN ('QUEUED', 'RUNNING')`;
});
afterAll(async () => {
  await deps.close();
  await clone.drop();
});

const sweep = () =>
  sweepJob(deps, { name: 'job.sweep', payload: {}, attempt: 1, waitMs: 0, signal: new AbortController().signal });
const inOrg = <T>(run: Parameters<typeof withOrg<T>>[2]) => withOrg(deps.db, tenant.organizationId, run);
const system = () => deps.db.system;

/** Rings of a queue that a consumer gets until none has come for a moment. */
async function rings(queue: 'cpu' | 'train' | 'infer'): Promise<RunningJob[]> {
  const seen: RunningJob[] = [];
  const { log, queueConnection: connection } = deps;
  const consumer = await makeWorker({ connection, queue, log, run: async (job) => void seen.push(job) });
  const deadline = performance.now() + 10_000;
  for (let quiet = 0; quiet < 5 && performance.now() < deadline; ) {
    await pause(100);
    const counts = (await deps.queue.counts())[queue];
    quiet = counts.waiting + counts.active === 0 ? quiet + 1 : 0;
  }
  await consumer.close();
  const ofRows = [
    'inference.run',
    'inference.validate',
    'job.train',
    'dataset.ingest',
    'base-model.import',
    'webhook.apply',
  ];
  return seen.filter(({ name }) => ofRows.includes(name));
}

test('a job whose ring was lost is rung again, once however often it sweeps', async () => {
  await makeTrainingJob(deps.db, tenant, { datasetVersionId: await makeReadyVersion(deps.db, tenant) });
  await sweep();
  await sweep();
  expect((await rings('train')).map(({ name }) => name)).toEqual(['job.train']);
});

test('a job that its plan does not allow yet is not rung', async () => {
  const datasetVersionId = await makeReadyVersion(deps.db, tenant);
  for (let each = 0; each < 2; each++) await makeTrainingJob(deps.db, tenant, { datasetVersionId });
  await claimTraining(deps.db, deps);
  await sweep();
  expect(await rings('train')).toEqual([]);
});

test('a job whose worker died is back in the queue, with a ring', async () => {
  const jobId = await makeTrainingJob(deps.db, tenant, { datasetVersionId: await makeReadyVersion(deps.db, tenant) });
  await claimTraining(deps.db, deps);
  await system()
    .$executeRaw`UPDATE "fine_tuning_job" SET "leaseUntil" = now() - interval '1 second' WHERE "id" = ${jobId}`;
  // The grace after a start of PostgreSQL may still run.
  const status = async () => {
    await sweep();
    return inOrg((tx) => tx.fineTuningJob.findUniqueOrThrow({ where: { id: jobId } }));
  };
  await expect.poll(status, { timeout: 15_000, interval: 500 }).toMatchObject({ status: 'QUEUED', attempts: 1 });
  expect((await rings('train')).length).toBeGreaterThan(0);
});

test('uploads and webhooks whose ring was lost are rung with their ids; those just made are left to their ring', async () => {
  const bytes = Buffer.from('{"text":"a","label":"b"}\n');
  const [old, fresh] = [
    await makePendingVersion(deps, tenant, { bytes }),
    await makePendingVersion(deps, tenant, { bytes }),
  ];
  await system()
    .$executeRaw`UPDATE "dataset_version" SET "createdAt" = now() - interval '1 minute' WHERE "id" = ${old.datasetVersionId}`;
  await system().$executeRaw`INSERT INTO "webhook_inbox" ("source", "externalId", "type", "payload", "nextAttemptAt")
    VALUES ('stripe', 'evt_old', 't', '{}', now() - interval '1 minute'), ('stripe', 'evt_later', 't', '{}', now() + interval '1 minute')`;
  await sweep();
  await sweep();
  const seen = (await rings('cpu')).map(({ name, payload }) => ({ name, payload }));
  expect(seen).toContainEqual({
    name: 'dataset.ingest',
    payload: { organizationId: tenant.organizationId, datasetVersionId: old.datasetVersionId },
  });
  expect(seen).toContainEqual({ name: 'webhook.apply', payload: { source: 'stripe', externalId: 'evt_old' } });
  expect(seen).toHaveLength(2);
  expect(JSON.stringify(seen)).not.toContain(fresh.datasetVersionId);
});

test('imports of base models whose ring or worker was lost are rung, others are not', async () => {
  const { organizationId } = tenant;
  const source = { kind: 'hub', repository: 'owner/name', revision: 'main' } as const;
  const create = (name: string) =>
    inOrg((tx) => createBaseModel(tx, { organizationId, name, source, createdByUserId: null }));
  const [lost, dead, fresh] = [await create('lost'), await create('dead'), await create('fresh')];
  await system().$executeRaw`UPDATE "base_model" SET "createdAt" = now() - interval '1 minute' WHERE "id" = ${lost.id}`;
  await system().$executeRaw`UPDATE "base_model" SET "status" = 'IMPORTING', "leaseUntil" = now() - interval '1 second'
    WHERE "id" = ${dead.id}`;
  await sweep();
  await sweep();
  const seen = (await rings('cpu')).filter(({ name }) => name === 'base-model.import').map(({ payload }) => payload);
  expect(seen).toHaveLength(2);
  expect(seen).toEqual(expect.arrayContaining([{ baseModelId: lost.id }, { baseModelId: dead.id }]));
  expect(JSON.stringify(seen)).not.toContain(fresh.id);
});

test('inference jobs whose ring, checker or worker was lost are rung; those not checked in their time end', async () => {
  const [lost, fresh, late, dead] = [
    await insertInference(),
    await insertInference(),
    await insertInference(),
    await insertInference(),
  ];
  const set = (id: string, data: object) => system().inferenceJob.update({ where: { id }, data });
  const ago = new Date(Date.now() - 60_000);
  await set(lost, { createdAt: ago });
  await set(late, { expiresAt: ago });
  await set(dead, { status: 'RUNNING', leaseUntil: ago, startedAt: ago, chunksTotal: 1, fence: 2 });
  const states = async () => {
    await sweep();
    const rows = await inOrg((tx) => tx.inferenceJob.findMany({ where: { id: { in: [late, dead] } } }));
    return Object.fromEntries(rows.map(({ id, status, attempts }) => [id, `${status} ${attempts}`]));
  };
  const expected = { [late]: 'EXPIRED 0', [dead]: 'QUEUED 1' };
  await expect.poll(states, { timeout: 15_000, interval: 500 }).toEqual(expected);
  await sweep();
  const checks = (await rings('cpu')).filter(({ name }) => name === 'inference.validate');
  expect(checks.map(({ payload }) => payload)).toEqual([{ inferenceJobId: lost }]);
  expect((await rings('infer')).map(({ name }) => name)).toEqual(['inference.run']);
  expect(JSON.stringify(checks)).not.toContain(fresh);
  await system()
    .$executeRaw`UPDATE "inference_job" SET "status" = 'CANCELLED' WHERE "status" IN ('VALIDATING', 'QUEUED')`;
});

async function insertInference(): Promise<string> {
  const { organizationId, projectId } = tenant;
  const id = newId('inferenceJob');
  const expiresAt = new Date(Date.now() + 3_600_000);
  const data = {
    id,
    organizationId,
    projectId,
    mode: 'ROWS' as const,
    route: '/v1/classifications',
    seed: 1,
    expiresAt,
  };
  await inOrg((tx) => tx.inferenceJob.create({ data: { ...data, inputFileId: newId('file') } }));
  return id;
}

test('jobs that waited for a check which has ended go on', async () => {
  const { organizationId, projectId } = tenant;
  const datasetVersionId = await makeReadyVersion(deps.db, tenant);
  const id = await makeTrainingJob(deps.db, tenant, { datasetVersionId });
  const validating = newId('fineTuningJob');
  await inOrg(async (tx) => {
    const made = await tx.fineTuningJob.findUniqueOrThrow({ where: { id } });
    const { spec: _, method: __, metadata: ___, metrics: ____, ...rest } = made;
    const fresh = { id: validating, organizationId, projectId, holdId: null, queuedAt: null, estimatedTokens: 0n };
    await tx.fineTuningJob.create({
      data: { ...rest, ...fresh, status: 'VALIDATING_FILES', spec: {}, method: { type: 'supervised' } },
    });
  });
  await sweep();
  const job = await inOrg((tx) => tx.fineTuningJob.findUniqueOrThrow({ where: { id: validating } }));
  expect(job.status).toBe('QUEUED');
  expect(job.holdId).not.toBeNull();
});

test('forgotten holds are freed, and workers that died are marked', async () => {
  const poor = await makeTenant(deps.db);
  await withOrg(deps.db, poor.organizationId, (tx) =>
    holdMoney(tx, { ...poor, key: 'request:x', amountMicros: 100n, expiresAt: new Date(Date.now() - 1_000) }),
  );
  const state = { engine: 'wasm', servingUrl: 'http://127.0.0.1:1', warmModels: ['mdl_1'] };
  const facts = { host: 'h', pid: 1, version: '1', queues: ['train'], state };
  await registerWorker(deps.db, { id: 'wrk_dead', ...facts });
  await registerWorker(deps.db, { id: 'wrk_alive', ...facts });
  await system().$executeRaw`UPDATE "worker" SET "heartbeatAt" = now() - interval '2 minutes' WHERE "id" = 'wrk_dead'`;
  expect(await findServingWorkers(deps.db, 'mdl_1')).toMatchObject([{ workerId: 'wrk_alive', isWarm: true }]);
  await sweep();
  const wallet = await withOrg(deps.db, poor.organizationId, (tx) => readWallet(tx, poor.organizationId));
  expect(wallet.heldCreditMicros).toBe(0n);
  const dead = (await listWorkers(deps.db)).find(({ id }) => id === 'wrk_dead');
  expect(dead).toMatchObject({ isAlive: false, servingUrl: null });
  expect(dead?.stoppedAt).not.toBeNull();
});

test('a hold that its wallet does not know stops nothing else, and the sweep says that it failed', async () => {
  const broken = await makeTenant(deps.db);
  await withOrg(deps.db, broken.organizationId, (tx) =>
    holdMoney(tx, { ...broken, key: 'request:y', amountMicros: 100n, expiresAt: new Date(Date.now() - 1_000) }),
  );
  const setHeld = (micros: bigint) =>
    system()
      .$executeRaw`UPDATE "wallet" SET "heldCreditMicros" = ${micros} WHERE "organizationId" = ${broken.organizationId}`;
  await setHeld(0n);
  const facts = { host: 'h', pid: 1, version: '1', queues: ['train'] };
  const state = { engine: 'wasm', servingUrl: 'http://127.0.0.1:1', warmModels: [] };
  await registerWorker(deps.db, { id: 'wrk_late', ...facts, state });
  await system().$executeRaw`UPDATE "worker" SET "heartbeatAt" = now() - interval '2 minutes' WHERE "id" = 'wrk_late'`;
  await expect(sweep()).rejects.toThrow(/wallet/);
  expect((await listWorkers(deps.db)).find(({ id }) => id === 'wrk_late')?.stoppedAt).not.toBeNull();
  await setHeld(100n);
  await sweep();
  const wallet = await withOrg(deps.db, broken.organizationId, (tx) => readWallet(tx, broken.organizationId));
  expect(wallet.heldCreditMicros).toBe(0n);
});

test('a job that cannot be read ends, and is not tried again', async () => {
  const broken = await makeTenant(deps.db);
  const datasetVersionId = await makeReadyVersion(deps.db, broken);
  const id = await makeTrainingJob(deps.db, broken, { datasetVersionId });
  await system()
    .$executeRaw`UPDATE "fine_tuning_job" SET "status" = 'VALIDATING_FILES', "method" = '"nonsense"' WHERE "id" = ${id}`;
  await sweep();
  const job = await withOrg(deps.db, broken.organizationId, (tx) =>
    tx.fineTuningJob.findUniqueOrThrow({ where: { id } }),
  );
  expect(job.status).toBe('FAILED');
});
