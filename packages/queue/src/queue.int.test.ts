import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { AppError } from '@modelmint/domain/errors';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { loadServices, toolFolder } from '@modelmint/testing/load-services';
import { testServices } from '@modelmint/testing/test-services';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { jobEntry, jobNames } from './catalogue.ts';
import { keepSchedules } from './keep-schedules.ts';
import { makeWorker, type QueueWorker, type RunningJob } from './make-worker.ts';
import { openBackend } from './open-backend.ts';
import { type JobQueue, makeBullQueue, openQueue } from './open-queue.ts';
import type { QueueConnection, QueueLog } from './queue-connection.ts';

const ingest = (datasetVersionId: string) => ({ organizationId: 'org_1', datasetVersionId });
const backends = testServices().redisUrl === undefined ? (['postgres'] as const) : (['postgres', 'redis'] as const);

describe.each(backends)('the queue on %s', (kind) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-queue-'));
  const opened: { close(): Promise<void> }[] = [];
  const lines: string[] = [];
  const say = (fields: object, message: string) => lines.push(`${message} ${JSON.stringify(fields)}`);
  const log: QueueLog = { info: say, warn: say, error: say };
  let connection: QueueConnection;
  let release: () => Promise<void>;

  beforeAll(async () => {
    if (kind === 'postgres') {
      const database: TestDatabase = await cloneDatabase();
      connection = { database: database.logins.app };
      release = () => database.drop();
      return;
    }
    const services = await loadServices();
    const redis = await services.startRedis({ dataFolder: folder, toolFolder, log: () => {}, redisUrl: '' });
    if (!redis) throw new Error('global-setup found a Redis and this file did not');
    connection = { redisUrl: redis.url };
    release = () => redis.stop();
  });
  afterAll(async () => {
    await release();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
    const backend = openBackend(connection, { role: 'producer', connectionsMax: 2, log });
    for (const name of ['cpu', 'train'] as const) {
      const queue = makeBullQueue(name, backend);
      await queue.obliterate({ force: true });
      await queue.close();
    }
    await backend.close();
    lines.length = 0;
  });

  const ringer = (): JobQueue => keep(openQueue({ ...connection, log }));
  const worker = async (run: (job: RunningJob) => Promise<void>, queue: 'cpu' | 'train' = 'train') =>
    keep(await makeWorker({ connection, queue, run, log, closeMs: 2_000 }));
  const keep = <T extends JobQueue | QueueWorker>(one: T): T => {
    opened.push(one);
    return one;
  };
  /** A worker that collects what it is given; `next` resolves with the next job. */
  const collector = async (queue: 'cpu' | 'train' = 'train') => {
    const jobs: RunningJob[] = [];
    const waiting: ((job: RunningJob) => void)[] = [];
    await worker(async (job) => {
      if (jobEntry(job.name).schedule) return; // the sweeps come by themselves
      const taker = waiting.shift();
      if (taker) taker(job);
      else jobs.push(job);
    }, queue);
    return () =>
      new Promise<RunningJob>((resolve) => {
        const job = jobs.shift();
        if (job) resolve(job);
        else waiting.push(resolve);
      });
  };

  it('brings a ring with its payload to a worker', async () => {
    const next = await collector('cpu');
    await ringer().ring('dataset.ingest', ingest('dsv_1'));
    expect(await next()).toMatchObject({ name: 'dataset.ingest', payload: ingest('dsv_1'), attempt: 1 });
  });

  it('keeps rings until a worker comes', async () => {
    const queue = ringer();
    await queue.ring('job.train', {});
    await queue.ring('job.train', {});
    expect(await queue.counts()).toMatchObject({ train: { waiting: 2, active: 0, delayed: 0 } });
    const next = await collector();
    await next();
    await next();
    await expect.poll(() => queue.counts()).toMatchObject({ train: { waiting: 0, active: 0, delayed: 0 } });
  });

  it('takes nothing while it is paused, and goes on afterwards', async () => {
    const taken: string[] = [];
    const consumer = await worker(async ({ name }) => void taken.push(name));
    consumer.pause(true);
    const queue = ringer();
    await queue.ring('job.train', {});
    // A fetch that waited when it was paused may still bring one.
    await queue.ring('job.train', {});
    await expect.poll(async () => (await queue.counts()).train.waiting + taken.length).toBe(2);
    expect(taken.length).toBeLessThan(2);
    consumer.pause(false);
    await expect.poll(() => taken.length).toBe(2);
  });

  it('drops a second ring with the id of one that waits, and takes it again once that has ended', async () => {
    const queue = ringer();
    for (let times = 0; times < 3; times++) await queue.ring('job.train', {}, { jobId: 'ftjob:1' });
    expect((await queue.counts()).train.waiting).toBe(1);
    const next = await collector();
    await next();
    await expect.poll(async () => (await queue.counts()).train).toEqual({ waiting: 0, active: 0, delayed: 0 });
    await queue.ring('job.train', {}, { jobId: 'ftjob:1' });
    expect(await next()).toMatchObject({ name: 'job.train', attempt: 1 });
  });

  it('holds a ring back for delayMs', async () => {
    const queue = ringer();
    const since = Date.now();
    await queue.ring('job.train', {}, { delayMs: 1_000 });
    // Only a worker lets a ring go: before there is one, however slow this machine is, it is held back.
    expect((await queue.counts()).train.delayed).toBe(1);
    const next = await collector();
    await next();
    expect(Date.now() - since).toBeGreaterThanOrEqual(995);
  });

  it('runs a failed job again after a pause, with the next attempt', async () => {
    const attempts: number[] = [];
    let second = () => {};
    const again = new Promise<void>((resolve) => {
      second = resolve;
    });
    await worker(async (job) => {
      attempts.push(job.attempt);
      if (attempts.length === 1) throw new Error('out of luck');
      second();
    });
    await ringer().ring('job.train', {});
    await again;
    expect(attempts).toEqual([1, 2]);
    expect(lines.filter((line) => line.includes('out of luck'))).toHaveLength(1);
  });

  it.each([
    { fails: 'for good', error: new AppError('dataset_invalid', 'row 7'), left: 0 },
    { fails: 'for now', error: new AppError('database_unavailable', 'gone'), left: 1 },
  ])('leaves $left to retry of a job that fails $fails', async ({ error, left }) => {
    let ran = 0;
    await worker(async () => {
      ran += 1;
      throw error;
    });
    const queue = ringer();
    await queue.ring('job.train', {});
    await expect.poll(() => lines.filter((line) => line.includes(error.message)).length).toBe(1);
    await expect.poll(async () => (await queue.counts()).train).toEqual({ waiting: 0, active: 0, delayed: left });
    expect(ran).toBe(1);
  });

  it('refuses a wrong payload when it is rung, and does not run one that lies in the queue', async () => {
    await expect(ringer().ring('dataset.ingest', { organizationId: 'org_1' } as never)).rejects.toMatchObject({
      code: 'internal_error',
    });
    let ran = 0;
    await worker(async () => {
      ran += 1;
    });
    const backend = openBackend(connection, { role: 'producer', connectionsMax: 2, log });
    const raw = makeBullQueue('train', backend);
    await raw.add('job.train', { surplus: 1 }, { attempts: 3, jobId: 'a' });
    await raw.add('job.unknown', {}, { attempts: 3, jobId: 'b' });
    await expect.poll(() => raw.getJobCounts('failed', 'waiting', 'active', 'delayed')).toMatchObject({ failed: 2 });
    await raw.close();
    await backend.close();
    expect(ran).toBe(0);
  });

  it('declares the periodic jobs, drops those of an older catalogue and brings them back after a wipe', async () => {
    const backend = openBackend(connection, { role: 'worker', connectionsMax: 4, log });
    const raw = makeBullQueue('cpu', backend);
    const known = async () => (await raw.getJobSchedulers()).map((each) => each.key).sort();
    const wanted = jobNames.filter((name) => jobEntry(name).schedule).sort();
    await raw.upsertJobScheduler('old.sweep', { every: 60_000 });
    const schedules = await keepSchedules('cpu', { backend, log, checkMs: 50 });
    expect(await known()).toEqual(wanted);
    await raw.obliterate({ force: true });
    for (const name of wanted) await raw.removeJobScheduler(name);
    await expect.poll(known).toEqual(wanted);
    await schedules.stop();
    await schedules.close();
    await raw.close();
    await backend.close();
  });

  it('runs a periodic job without a ring', async () => {
    let swept = () => {};
    const sweep = new Promise<void>((resolve) => {
      swept = resolve;
    });
    await worker(async (job) => {
      if (job.name === 'job.sweep') swept();
    }, 'cpu');
    await sweep;
  });

  it('aborts running jobs on close and does not wait for one that never ends', async () => {
    let reason: unknown;
    let started = () => {};
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const busy = await worker((job) => {
      job.signal.addEventListener('abort', () => {
        reason = job.signal.reason;
      });
      started();
      return new Promise<void>(() => {});
    });
    const queue = ringer();
    await queue.ring('job.train', {});
    await running;
    expect(await Promise.race([busy.close().then(() => 'closed'), pause(2_500, 'late')])).toBe('closed');
    expect(String(reason)).toMatch(/closing/);
    expect((await queue.counts()).train).toEqual({ waiting: 0, active: 0, delayed: 1 });
  });

  it('lets a job that heeds its signal end before it closes', async () => {
    let started = () => {};
    const running = new Promise<void>((resolve) => {
      started = resolve;
    });
    const busy = await worker(async (job) => {
      const aborted = new Promise<void>((resolve) => job.signal.addEventListener('abort', () => resolve()));
      started();
      await aborted;
    });
    const queue = ringer();
    await queue.ring('job.train', {});
    await running;
    await busy.close();
    expect((await queue.counts()).train).toEqual({ waiting: 0, active: 0, delayed: 0 });
  });
});
