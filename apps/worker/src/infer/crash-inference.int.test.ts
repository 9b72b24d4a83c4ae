import { requestInferenceCancel } from '@modelmint/db/inference/cancel-inference';
import { recordChunk } from '@modelmint/db/inference/record-chunk';
import type { Database } from '@modelmint/db/open-database';
import { claimInference } from '@modelmint/db/system/claim-inference';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Storage } from '@modelmint/storage/storage';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { WorkerDeps } from '../deps.ts';
import { type InferenceFixture, jsonl, rowsOf, startInferenceFixture } from './inference-fixture.ts';
import { requeueLostInference } from './requeue-lost-inference.ts';
import { runInference } from './run-inference.ts';

const content = jsonl(rowsOf(600));

let clone: TestDatabase;
let fixture: InferenceFixture;
/** What nobody disturbed. */
let calm: Awaited<ReturnType<InferenceFixture['read']>>;
beforeAll(async () => {
  clone = await cloneDatabase();
  fixture = await startInferenceFixture(clone);
  const { deps, makeJob, check, run, read } = fixture;
  const tenant = await makeTenant(deps.db);
  const jobId = await makeJob(tenant, content);
  await check(jobId);
  await run();
  calm = await read(tenant, jobId);
});
afterEach(() => {
  fixture.serving.onBatch = () => undefined;
});
afterAll(async () => {
  await fixture.close();
  await clone.drop();
});

/** Where a worker may die, in the order of its work. */
const points = [
  'after the claim',
  'before the second chunk is stored',
  'before the second chunk is recorded',
  'before the second chunk is committed',
  'after the second chunk is committed',
  'before the result is stored',
  'before the end is written',
  'before the end is committed',
  'after the end is committed',
] as const;
type Point = (typeof points)[number];

const forever = new Promise<never>(() => undefined);

/** A worker that falls silent at a point: nothing of it reaches database or storage any more. */
function dying(deps: WorkerDeps, point: Point): { deps: WorkerDeps; died: Promise<void> } {
  let isDead = false;
  let tell = () => {};
  const died = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const die = (): Promise<never> => {
    isDead = true;
    tell();
    return forever;
  };
  const put: Storage['put'] = async (key, ...rest) => {
    const isChunk = key.endsWith('/1.jsonl');
    const isResult = key.startsWith('files/');
    if (isDead) return forever;
    if (isChunk && point === 'before the second chunk is stored') return die();
    if (isResult && point === 'before the result is stored') return die();
    const stored = await deps.storage.put(key, ...rest);
    if (isChunk && point === 'before the second chunk is recorded') return die();
    if (isResult && point === 'before the end is written') return die();
    return stored;
  };
  const storage = proxy(deps.storage, { put });
  return { deps: { ...deps, storage, db: dyingDatabase(deps.db, { point, die, isDead: () => isDead }) }, died };
}

function proxy<T extends object>(target: T, own: Partial<T>): T {
  return new Proxy(target, {
    get: (real, name) => {
      if (name in own) return Reflect.get(own, name) as unknown;
      const value: unknown = Reflect.get(real, name);
      return typeof value === 'function' ? value.bind(real) : value;
    },
  });
}

function dyingDatabase(
  db: Database,
  { point, die, isDead }: { point: Point; die: () => Promise<never>; isDead: () => boolean },
): Database {
  type Work = (tx: unknown) => Promise<unknown>;
  const transaction = async (work: Work): Promise<unknown> => {
    if (isDead()) return forever;
    let found = { chunks: 0, isEnded: false };
    const result = await (db.app.$transaction as (work: Work) => Promise<unknown>)(async (tx) => {
      const written = await work(tx);
      const client = tx as Database['app'];
      const running = await client.inferenceJob.count({ where: { status: { in: ['RUNNING', 'QUEUED'] } } });
      found = { chunks: await client.inferenceChunk.count(), isEnded: running === 0 };
      if (point === 'before the second chunk is committed' && found.chunks === 2) throw new Error('killed');
      if (point === 'before the end is committed' && found.isEnded) throw new Error('killed');
      return written;
    }).catch((error: unknown) => (String(error).includes('killed') ? die() : Promise.reject(error as Error)));
    if (point === 'after the second chunk is committed' && found.chunks === 2) return die();
    if (point === 'after the end is committed' && found.isEnded) return die();
    return result;
  };
  return { ...db, app: proxy(db.app, { $transaction: transaction as Database['app']['$transaction'] }) };
}

/** Lets the leases end that a dead worker has left. */
const passTime = () =>
  fixture.deps.db.system
    .$executeRaw`UPDATE "inference_job" SET "leaseUntil" = now() - interval '1 second' WHERE "status" = 'RUNNING'`;

test.each(points)('killed %s: each row once, in its place, and paid once', async (point) => {
  const { deps, makeJob, check, run, read, brokenRules } = fixture;
  const tenant = await makeTenant(deps.db);
  const jobId = await makeJob(tenant, content);
  await check(jobId);
  const worker = dying(deps, point);
  const work = await claimInference(worker.deps.db, deps);
  expect(work?.jobId).toBe(jobId);
  if (work !== null && point !== 'after the claim') {
    void runInference(worker.deps, work);
    await worker.died;
  }
  await passTime();
  const isOver = point === 'after the end is committed';
  expect(await requeueLostInference(deps, { graceSeconds: 0 })).toBe(isOver ? 0 : 1);
  expect(await run()).toBe(isOver ? 'nothing' : 'ended');
  const one = await read(tenant, jobId);
  expect(one.job).toMatchObject({ status: 'COMPLETED', rowsDone: 600, rowsFailed: 0, fence: isOver ? 2 : 3 });
  expect(one.outputText).toBe(calm.outputText);
  expect(one.job.chargedMicros).toBe(calm.job.chargedMicros);
  expect(one.usage.map(({ tokens }) => tokens)).toEqual(calm.usage.map(({ tokens }) => tokens));
  expect(one.wallet).toEqual(calm.wallet);
  expect(await brokenRules()).toEqual([]);
});

test('a worker that comes back too late writes nothing', async () => {
  const { deps, makeJob, check, run, read } = fixture;
  const tenant = await makeTenant(deps.db);
  const jobId = await makeJob(tenant, content);
  await check(jobId);
  const late = await claimInference(deps.db, deps);
  await passTime();
  await requeueLostInference(deps, { graceSeconds: 0 });
  expect(await run()).toBe('ended');
  if (late === null) throw new Error('nothing was claimed');
  const counts = { rowsDone: 1, rowsFailed: 0, inputTokens: 1n, outputTokens: 0n, tokensMax: 9n };
  const chunk = { chunk: 0, storageKey: 'late', sizeBytes: 1n, sha256: 'x', ...counts };
  expect(await recordChunk(deps.db, late, chunk)).toBe('lost');
  expect(await runInference(deps, late)).toBe('lost');
  expect((await read(tenant, jobId)).output).toHaveLength(600);
});

test('a serving process that dies three times at one chunk ends the job; what was finished is kept and paid', async () => {
  const { deps, serving, makeJob, check, run, read, brokenRules } = fixture;
  const tenant = await makeTenant(deps.db);
  const jobId = await makeJob(tenant, content);
  await check(jobId);
  const before = serving.seen.length;
  serving.onBatch = () => {
    if (serving.seen.length - before >= 512) serving.breakConnections();
  };
  const ends: string[] = [];
  for (let end = await run(); end !== 'nothing'; end = await run()) ends.push(end);
  expect(ends).toEqual(['queued', 'queued', 'queued', 'ended']);
  const { job, output, wallet } = await read(tenant, jobId);
  expect(job).toMatchObject({ status: 'FAILED', fault: 'PLATFORM', errorCode: 'worker_lost', rowsDone: 512 });
  expect(job.errorMessage).toMatch(/3 times.*finished rows are kept/);
  expect(output).toHaveLength(512);
  expect(wallet).toMatchObject({ heldCreditMicros: 0n, creditMicros: 5_000_000n - job.chargedMicros });
  expect(await brokenRules()).toEqual([]);
});

test('a model that was deleted ends its jobs with their finished rows', async () => {
  const { deps, model, makeJob, check, run, read } = fixture;
  const tenant = await makeTenant(deps.db);
  const jobId = await makeJob(tenant, content);
  await check(jobId);
  await deps.db.system.baseModel.update({ where: { id: model.id }, data: { deletedAt: new Date() } });
  expect(await run()).toBe('ended');
  await deps.db.system.baseModel.update({ where: { id: model.id }, data: { deletedAt: null } });
  const { job, wallet } = await read(tenant, jobId);
  expect(job).toMatchObject({ status: 'FAILED', errorCode: 'model_not_found', fault: 'CUSTOMER' });
  expect(wallet).toMatchObject({ heldCreditMicros: 0n, creditMicros: 5_000_000n });
});

test('a model that is deleted while its rows are answered ends the job as soon as it is missed', async () => {
  const { deps, serving, model, makeJob, check, run, read } = fixture;
  const tenant = await makeTenant(deps.db);
  const jobId = await makeJob(tenant, content);
  await check(jobId);
  const setDeleted = (deletedAt: Date | null) =>
    deps.db.system.baseModel.update({ where: { id: model.id }, data: { deletedAt } });
  const before = serving.seen.length;
  serving.onBatch = async () => {
    if (serving.seen.length - before < 512) return;
    await setDeleted(new Date());
    throw new Error('its files are gone');
  };
  const ends = [await run(), await run()];
  await setDeleted(null);
  expect(ends).toEqual(['queued', 'ended']);
  const { job, output } = await read(tenant, jobId);
  expect(job).toMatchObject({ status: 'FAILED', errorCode: 'model_not_found', fault: 'CUSTOMER', rowsDone: 512 });
  expect(output).toHaveLength(512);
});

test('waits while the disk is full and while no worker answers, without spending an attempt', async () => {
  const { deps, serving, makeJob, check, run, read } = fixture;
  const tenant = await makeTenant(deps.db);
  const jobId = await makeJob(tenant, content);
  await check(jobId);
  const work = await claimInference(deps.db, deps);
  if (work === null) throw new Error('nothing was claimed');
  const put = () => Promise.reject(new AppError('storage_full', 'no space'));
  expect(await runInference({ ...deps, storage: proxy(deps.storage, { put }) }, work)).toBe('waits');
  expect((await read(tenant, jobId)).job).toMatchObject({ status: 'QUEUED', attempts: 0, chunksDone: 0 });

  await serving.leave();
  const ended = run();
  await expect.poll(async () => (await read(tenant, jobId)).job.status).toBe('RUNNING');
  await serving.comeBack();
  expect(await ended).toBe('ended');
  const { job, outputText } = await read(tenant, jobId);
  expect(job).toMatchObject({ status: 'COMPLETED', attempts: 0 });
  expect(outputText).toBe(calm.outputText);
});

test('another organization can neither see nor cancel a job', async () => {
  const { deps, makeJob, check, read } = fixture;
  const [tenant, other] = [await makeTenant(deps.db), await makeTenant(deps.db)];
  const jobId = await makeJob(tenant, content);
  await check(jobId);
  const { projectId } = tenant;
  const cancel = (organizationId: string, of: string) =>
    withOrg(deps.db, organizationId, (tx) => requestInferenceCancel(tx, { projectId: of, jobId }));
  expect(await cancel(other.organizationId, projectId)).toBeNull();
  expect(await cancel(tenant.organizationId, other.projectId)).toBeNull();
  const seen = await withOrg(deps.db, other.organizationId, async (tx) => [
    await tx.inferenceJob.count(),
    await tx.inferenceChunk.count(),
  ]);
  expect(seen).toEqual([0, 0]);
  expect((await read(tenant, jobId)).job.status).toBe('QUEUED');
  expect(await cancel(tenant.organizationId, projectId)).toBe('cancelled');
});
