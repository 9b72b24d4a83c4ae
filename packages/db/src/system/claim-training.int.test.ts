import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readWallet } from '../ledger/read-wallet.ts';
import { type Database, openDatabase } from '../open-database.ts';
import { requestCancel } from '../training/cancel-training.ts';
import { failTraining } from '../training/fail-training.ts';
import { heartbeatTraining } from '../training/heartbeat-training.ts';
import { recordCheckpoint } from '../training/record-checkpoint.ts';
import { recordNotes } from '../training/record-notes.ts';
import { recordProgress, type TrainingProgress } from '../training/record-progress.ts';
import { requeueTraining } from '../training/requeue-training.ts';
import { succeedTraining } from '../training/succeed-training.ts';
import type { TrainingClaim } from '../training/training-claim.ts';
import { withOrg } from '../with-org.ts';
import { claimTraining, type TrainingWork } from './claim-training.ts';
import { countStartable } from './count-startable.ts';
import { drainWorker } from './drain-worker.ts';
import { findServingWorkers } from './find-serving-workers.ts';
import { listLostTraining } from './list-lost-training.ts';
import { queuePlace } from './queue-place.ts';
import { markWorkerStopped, registerWorker } from './register-worker.ts';
import { resumeOrganization, suspendOrganization } from './suspend-organization.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'claim test' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});
// The queue is one for all organizations: what a test leaves would be the next one's.
afterEach(async () => {
  await db.system
    .$executeRaw`UPDATE "fine_tuning_job" SET "status" = 'CANCELLED' WHERE "status" IN ('QUEUED', 'RUNNING')`;
});

const claim = () => claimTraining(db, { workerId: 'wrk_test' });
async function mustClaim(): Promise<TrainingWork> {
  const work = await claim();
  if (work === null) throw new Error('nothing to claim');
  return work;
}
async function tenantWithJobs(count: number, planCode = 'free'): Promise<{ tenant: Tenant; jobs: string[] }> {
  const tenant = await makeTenant(db, { planCode });
  const datasetVersionId = await makeReadyVersion(db, tenant);
  const jobs: string[] = [];
  for (let each = 0; each < count; each++) jobs.push(await makeTrainingJob(db, tenant, { datasetVersionId }));
  return { tenant, jobs };
}
const readJob = ({ organizationId }: Tenant, id: string) =>
  withOrg(db, organizationId, (tx) => tx.fineTuningJob.findUniqueOrThrow({ where: { id }, include: { events: true } }));
const wallet = ({ organizationId }: Tenant) => withOrg(db, organizationId, (tx) => readWallet(tx, organizationId));
const endLease = (id: string) =>
  db.system.$executeRaw`UPDATE "fine_tuning_job" SET "leaseUntil" = now() - interval '1 second' WHERE "id" = ${id}`;
const progress = (step: number): TrainingProgress => ({
  step,
  stepsTotal: 100,
  epoch: 1,
  trainLoss: 0.5,
  trainAccuracy: 0.8,
  validLoss: null,
  validAccuracy: null,
  tokensSeen: step * 10,
  learningRate: 0.001,
});
const result = {
  storagePrefix: 'jobs/x/1/model',
  sizeBytes: 10n,
  labels: ['bad', 'good'],
  metrics: { accuracy: 1 },
  tokensTrained: 5_000n,
};

test('organizations take turns, whoever sends more', async () => {
  const [a, b, c] = [await tenantWithJobs(4, 'scale'), await tenantWithJobs(2, 'scale'), await tenantWithJobs(1)];
  const order: string[] = [];
  for (let work = await claim(); work !== null; work = await claim()) order.push(work.jobId);
  const turns = [a.jobs[0], b.jobs[0], c.jobs[0], a.jobs[1], b.jobs[1], a.jobs[2], a.jobs[3]];
  expect(order).toEqual(turns);
});

test('the one that was served longest ago is next', async () => {
  const [a, b] = [await tenantWithJobs(2), await tenantWithJobs(2)];
  for (const expected of [a.jobs[0], b.jobs[0], a.jobs[1], b.jobs[1]]) {
    const work = await mustClaim();
    expect(work.jobId).toBe(expected);
    expect((await succeedTraining(db, work, result)).outcome).toBe('succeeded');
  }
});

test('many workers at once take each job once and keep to the limit of the plan', async () => {
  const [pro, free] = [await tenantWithJobs(5, 'pro'), await tenantWithJobs(5)];
  const taken = (await Promise.all(Array.from({ length: 8 }, claim))).filter((work) => work !== null);
  expect(new Set(taken.map(({ jobId }) => jobId)).size).toBe(taken.length);
  expect(taken.filter(({ jobId }) => pro.jobs.includes(jobId))).toHaveLength(2);
  expect(taken.filter(({ jobId }) => free.jobs.includes(jobId))).toHaveLength(1);
  expect(await countStartable(db)).toBe(0);
  // Whoever looked last saw that nothing is left; that need not be who asked last.
  expect(taken.map(({ hasMore }) => hasMore)).toContain(false);
});

test('says the place in the queue and why', async () => {
  const [a, b] = [await tenantWithJobs(2), await tenantWithJobs(1)];
  const place = ({ tenant, jobs }: { tenant: Tenant; jobs: string[] }, index: number) =>
    queuePlace(db, { organizationId: tenant.organizationId, jobId: jobs[index] ?? '' });
  expect(await place(a, 0)).toMatchObject({ place: 1, waiting: 3, reason: 'no_worker' });
  const state = { engine: 'wasm', servingUrl: null, warmModels: [] };
  await registerWorker(db, { id: 'wrk_place', host: 'h', pid: 1, version: '1', queues: ['train'], state });
  expect(await place(a, 0)).toMatchObject({ place: 1, reason: 'next' });
  expect(await place(b, 0)).toMatchObject({ place: 2, reason: 'others_first' });
  expect(await place(a, 1)).toMatchObject({ place: 3, reason: 'own_limit', ownRunning: 0, ownLimit: 1 });
  await mustClaim();
  expect(await place(b, 0)).toMatchObject({ place: 1, waiting: 2, reason: 'workers_busy' });
  expect(await place(a, 0)).toBeNull();
  expect(await queuePlace(db, { organizationId: b.tenant.organizationId, jobId: a.jobs[1] ?? '' })).toBeNull();
});

test('nothing of a suspended organization starts, and it keeps nobody waiting', async () => {
  const { tenant, jobs } = await tenantWithJobs(1);
  const { jobs: nextJobs } = await tenantWithJobs(1);
  const { organizationId } = tenant;
  const operator = { userId: 'user_operator' };
  await suspendOrganization(db, { organizationId, reason: 'No card works', cancelJobs: false, operator });
  expect(await queuePlace(db, { organizationId, jobId: jobs[0] ?? '' })).toMatchObject({
    place: 2,
    reason: 'suspended',
  });
  expect((await mustClaim()).jobId).toBe(nextJobs[0]);
  expect([await claim(), await countStartable(db)]).toEqual([null, 0]);
  await resumeOrganization(db, { organizationId, operator });
  expect((await mustClaim()).jobId).toBe(jobs[0]);
});

test('with an older fence nothing can be written', async () => {
  const { tenant, jobs } = await tenantWithJobs(1);
  const zombie = await mustClaim();
  await endLease(zombie.jobId);
  const [lost] = await listLostTraining(db, { graceSeconds: 0 });
  expect(lost).toMatchObject({ jobId: jobs[0], fence: 1 });
  const failure = { code: 'worker_lost', message: 'Gone.', param: null, fault: 'platform' } as const;
  expect(await requeueTraining(db, zombie, { failure, spendsAttempt: true, ifExpired: true })).toBe('queued');
  const next = await mustClaim();
  expect(next).toMatchObject({ jobId: zombie.jobId, fence: 2 });

  const before = await readJob(tenant, zombie.jobId);
  expect(await heartbeatTraining(db, zombie)).toBe('lost');
  expect(await recordProgress(db, zombie, [progress(50)])).toBe(false);
  const checkpoint = { step: 50, epoch: 1, storageKey: 'k', sha256: 's', sizeBytes: 1n, isBest: true, tokensSeen: 1 };
  const metrics = { validLoss: 1, validAccuracy: 1, trainLoss: 1, trainAccuracy: 1 };
  expect(await recordCheckpoint(db, zombie, { ...checkpoint, metrics })).toBe(false);
  expect(await succeedTraining(db, zombie, result)).toEqual({ outcome: 'lost' });
  expect(await failTraining(db, zombie, failure)).toBe('lost');
  expect(await requeueTraining(db, zombie, { failure, spendsAttempt: true })).toBe('lost');
  expect(await readJob(tenant, zombie.jobId)).toEqual(before);
  expect(await heartbeatTraining(db, next)).toBe('go_on');
});

test('a lease that was renewed in time is nobody else to take', async () => {
  const { jobs } = await tenantWithJobs(1);
  const work = await mustClaim();
  await endLease(jobs[0] ?? '');
  expect(await heartbeatTraining(db, work)).toBe('go_on');
  expect(await listLostTraining(db, { graceSeconds: 0 })).toEqual([]);
  const failure = { code: 'worker_lost', message: 'Gone.', param: null, fault: 'platform' } as const;
  expect(await requeueTraining(db, work, { failure, spendsAttempt: true, ifExpired: true })).toBe('lost');
});

test('three lost workers are too many; nothing is charged', async () => {
  const { tenant, jobs } = await tenantWithJobs(1);
  const failure = {
    code: 'worker_lost',
    message: 'The worker stopped answering.',
    param: null,
    fault: 'platform',
  } as const;
  const outcomes: string[] = [];
  for (let attempt = 0; attempt < 3; attempt++) {
    const work = await mustClaim();
    await recordProgress(db, work, [progress(10)]);
    outcomes.push(await requeueTraining(db, work, { failure, spendsAttempt: true }));
  }
  expect(outcomes).toEqual(['queued', 'queued', 'failed']);
  const job = await readJob(tenant, jobs[0] ?? '');
  expect(job).toMatchObject({ status: 'FAILED', fault: 'PLATFORM', errorCode: 'worker_lost', chargedMicros: 0n });
  expect(job.errorMessage).toMatch(/3 times.*Nothing was charged/);
  expect(await wallet(tenant)).toMatchObject({ heldCreditMicros: 0n, creditMicros: 5_000_000n });
});

test('a worker that is restarted spends no attempt', async () => {
  const { tenant, jobs } = await tenantWithJobs(1);
  const failure = { code: 'worker_lost', message: 'Restarted.', param: null, fault: 'platform' } as const;
  for (let restart = 0; restart < 5; restart++)
    expect(await requeueTraining(db, await mustClaim(), { failure, spendsAttempt: false })).toBe('queued');
  expect(await readJob(tenant, jobs[0] ?? '')).toMatchObject({ status: 'QUEUED', attempts: 0, fence: 5 });
});

test('a finished job has one model, one charge, and its events', async () => {
  const { tenant, jobs } = await tenantWithJobs(1);
  const work = await mustClaim();
  const both = await Promise.all([succeedTraining(db, work, result), succeedTraining(db, work, result)]);
  expect(both.map(({ outcome }) => outcome).sort()).toEqual(['lost', 'succeeded']);
  const job = await readJob(tenant, jobs[0] ?? '');
  expect(job).toMatchObject({ status: 'SUCCEEDED', trainedTokens: 5_000n, chargedMicros: 2_500n });
  const messages = job.events.map(({ message }) => message);
  expect(messages.at(-2)).toMatch(new RegExp(`^New fine-tuned model created: ft:text-classifier-lstm:${tenant.slug}:`));
  expect(messages.at(-1)).toBe('The job has successfully completed');
  expect(await wallet(tenant)).toMatchObject({ heldCreditMicros: 0n, creditMicros: 4_997_500n });
  const usage = await withOrg(db, tenant.organizationId, (tx) => tx.usage.findMany());
  expect(usage).toMatchObject([{ eventKey: `job:${job.id}`, tokens: 5_000n, amountMicros: 2_500n }]);
});

test('what a model has written is kept also where PostgreSQL has no character for it', async () => {
  const { tenant, jobs } = await tenantWithJobs(1);
  const work = await mustClaim();
  const samples = [{ prompt: 'a\ud800', expected: 'b', written: 'c\u0000d' }];
  expect(await recordNotes(db, work, [{ level: 'info', message: 'Samples\u0000', data: { step: 1, samples } }])).toBe(
    true,
  );
  expect(await succeedTraining(db, work, { ...result, metrics: { samples } })).toMatchObject({ outcome: 'succeeded' });
  const { metrics, events } = await readJob(tenant, jobs[0] ?? '');
  const kept = [{ prompt: 'a\uFFFD', expected: 'b', written: 'c\uFFFDd' }];
  expect(metrics).toEqual({ samples: kept });
  expect(events.find(({ message }) => message === 'Samples\uFFFD')?.data).toEqual({ step: 1, samples: kept });
});

test('a cancel while it waits costs nothing, one while it runs costs the steps made', async () => {
  const { tenant, jobs } = await tenantWithJobs(2);
  const cancel = (jobId: string | undefined) =>
    withOrg(db, tenant.organizationId, (tx) => requestCancel(tx, { jobId: jobId ?? '' }));
  expect(await cancel(jobs[1])).toBe('cancelled');
  expect(await cancel(jobs[1])).toBe('finished');
  const work: TrainingClaim = await mustClaim();
  await recordProgress(db, work, [progress(10)]);
  expect(await cancel(jobs[0])).toBe('cancelling');
  expect(await heartbeatTraining(db, work)).toBe('cancel');
  // It was done at the same moment: the customer was told that it is cancelled, and it is.
  expect(await succeedTraining(db, work, { ...result, tokensTrained: 1_000n })).toEqual({ outcome: 'cancelled' });
  expect(await readJob(tenant, jobs[0] ?? '')).toMatchObject({ status: 'CANCELLED', chargedMicros: 500n });
  expect(await wallet(tenant)).toMatchObject({ heldCreditMicros: 0n, creditMicros: 4_999_500n });
  expect(await cancel('ftjob-unknown')).toBeNull();
});

test('a cancelled job whose worker died is cancelled by the sweep', async () => {
  const { tenant, jobs } = await tenantWithJobs(1);
  const work = await mustClaim();
  await recordProgress(db, work, [progress(20)]);
  await withOrg(db, tenant.organizationId, (tx) => requestCancel(tx, { jobId: jobs[0] ?? '' }));
  const failure = { code: 'worker_lost', message: 'Gone.', param: null, fault: 'platform' } as const;
  expect(await requeueTraining(db, work, { failure, spendsAttempt: true })).toBe('cancelled');
  expect(await readJob(tenant, jobs[0] ?? '')).toMatchObject({ status: 'CANCELLED', chargedMicros: 100n });
});

test('a job that cannot be read fails and does not hold up the queue', async () => {
  const [a, b] = [await tenantWithJobs(1), await tenantWithJobs(1)];
  await db.system.$executeRaw`UPDATE "fine_tuning_job" SET "spec" = '{}' WHERE "id" = ${a.jobs[0]}`;
  expect((await mustClaim()).jobId).toBe(b.jobs[0]);
  expect(await readJob(a.tenant, a.jobs[0] ?? '')).toMatchObject({ status: 'FAILED', fault: 'PLATFORM' });
  expect(await wallet(a.tenant)).toMatchObject({ heldCreditMicros: 0n, creditMicros: 5_000_000n });
});

test('a drained worker takes nothing, and the time worked is counted by the kind of worker', async () => {
  const { tenant } = await tenantWithJobs(2);
  const state = { engine: 'tensorflow-gpu', servingUrl: 'http://127.0.0.1:1', warmModels: [] };
  const facts = { id: 'wrk_drained', host: 'h', pid: 1, version: '1', queues: ['train'], state };
  const claimHere = () => claimTraining(db, { workerId: facts.id });
  const drain = (isDraining: boolean) =>
    drainWorker(db, { workerId: facts.id, isDraining, operator: { userId: 'user_operator' } });
  expect(await registerWorker(db, facts)).toEqual({ isDraining: false });
  expect(await drain(true)).toBe(true);
  expect(await registerWorker(db, facts)).toEqual({ isDraining: true });
  expect(await claimHere()).toBeNull();
  expect((await findServingWorkers(db, 'none')).map(({ workerId }) => workerId)).not.toContain(facts.id);
  expect(await findServingWorkers(db, 'none', { own: facts.id })).toMatchObject([{ kind: 'gpu' }]);
  expect(await drain(false)).toBe(true);
  const work = await claimHere();
  if (work === null) throw new Error('nothing to claim');
  await db.system
    .$executeRaw`UPDATE "work_claim" SET "claimedAt" = now() - interval '90 seconds' WHERE "jobId" = ${work.jobId}`;
  await failTraining(db, work, { code: 'internal_error', message: 'x', param: null, fault: 'platform' });
  const days = await withOrg(db, tenant.organizationId, (tx) => tx.workDay.findMany());
  expect(days).toMatchObject([{ work: 'training', baseModel: 'text-classifier-lstm', workerKind: 'gpu', events: 1 }]);
  expect(Number(days[0]?.milliseconds)).toBeGreaterThanOrEqual(90_000);
  await markWorkerStopped(db, facts.id);
  await expect(drain(true)).rejects.toMatchObject({ code: 'invalid_state' });
});

test('jobs of one organization that end at the same moment, one charged and one freed, both end', async () => {
  const { tenant } = await tenantWithJobs(2, 'scale');
  const { organizationId } = tenant;
  const [first, second] = [await mustClaim(), await mustClaim()];
  const failure = { code: 'internal_error' as const, message: 'x', param: null, fault: 'platform' as const };
  const result = { storagePrefix: 'models/x', sizeBytes: 1n, labels: [], metrics: {}, tokensTrained: 5n };
  const ends = await Promise.all([succeedTraining(db, first, result), failTraining(db, second, failure)]);
  expect(ends).toMatchObject([{ outcome: 'succeeded' }, 'failed']);
  const days = await withOrg(db, organizationId, (tx) => tx.workDay.findMany());
  expect(days).toMatchObject([{ work: 'training', events: 2 }]);
});
