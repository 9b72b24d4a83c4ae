import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { type ChaosProxy, startChaosProxy } from '@modelmint/testing/chaos-proxy';
import { cloneDatabase } from '@modelmint/testing/clone-database';
import { loadServices, toolFolder } from '@modelmint/testing/load-services';
import { testServices } from '@modelmint/testing/test-services';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeWorker, type RunningJob } from './make-worker.ts';
import { openQueue } from './open-queue.ts';
import type { QueueConnection, QueueLog } from './queue-connection.ts';

const log: QueueLog = { info: () => {}, warn: () => {}, error: () => {} };
const backends = testServices().redisUrl === undefined ? (['postgres'] as const) : (['postgres', 'redis'] as const);

/** A worker in a process of its own; says RUN when it has a job, which never ends. */
function spawnWorker(connection: QueueConnection): ChildProcess {
  const program = `
    import { makeWorker } from ${JSON.stringify(new URL('./make-worker.ts', import.meta.url).href)};
    const log = { info() {}, warn() {}, error() {} };
    const run = () => { console.log('RUN'); return new Promise(() => {}); };
    await makeWorker({ connection: ${JSON.stringify(connection)}, queue: 'train', run, log });
    console.log('READY');`;
  const flags = ['--import', 'tsx', '--input-type=module', '-e', program];
  return spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname });
}

async function lineOf(child: ChildProcess, wanted: string): Promise<void> {
  if (!child.stdout) throw new Error('the child has no output');
  for await (const line of createInterface({ input: child.stdout })) if (line === wanted) return;
  throw new Error(`the worker ended without saying ${wanted}`);
}

describe.each(backends)('faults of the queue on %s', (kind) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'modelmint-queue-faults-'));
  const opened: { close(): Promise<void> }[] = [];
  let direct: QueueConnection;
  let proxied: QueueConnection;
  let proxy: ChaosProxy;
  let redisUrl = '';
  let release: () => Promise<void>;

  beforeAll(async () => {
    if (kind === 'postgres') {
      const database = await cloneDatabase();
      proxy = await startChaosProxy(database.logins.app);
      direct = { database: database.logins.app };
      proxied = { database: { ...database.logins.app, port: proxy.port } };
      release = () => database.drop();
      return;
    }
    const services = await loadServices();
    const redis = await services.startRedis({ dataFolder: folder, toolFolder, log: () => {}, redisUrl: '' });
    if (!redis) throw new Error('global-setup found a Redis and this file did not');
    redisUrl = redis.url;
    proxy = await startChaosProxy({ host: '127.0.0.1', port: Number(new URL(redis.url).port) });
    direct = { redisUrl: redis.url };
    proxied = { redisUrl: `redis://127.0.0.1:${proxy.port}` };
    release = () => redis.stop();
  });
  afterAll(async () => {
    await proxy.close();
    await release();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    proxy.heal();
    await Promise.all(opened.splice(0).map((each) => each.close()));
  });

  const ringer = (connection: QueueConnection) => {
    const queue = openQueue({ ...connection, log });
    opened.push(queue);
    return queue;
  };
  /** A worker whose next job is awaited by `next`. */
  const collector = async (connection: QueueConnection) => {
    let take: (job: RunningJob) => void = () => {};
    const next = () =>
      new Promise<RunningJob>((resolve) => {
        take = resolve;
      });
    opened.push(await makeWorker({ connection, queue: 'train', run: async (job) => take(job), log, closeMs: 2_000 }));
    return next;
  };

  it('gives the job of a killed worker to another within 15 s', async () => {
    const child = spawnWorker(direct);
    const gone = once(child, 'exit');
    await ringer(direct).ring('job.train', {});
    await lineOf(child, 'RUN');
    const next = await collector(direct);
    const job = next();
    child.kill('SIGKILL');
    await gone;
    const since = performance.now();
    expect((await job).attempt).toBe(2);
    const seconds = (performance.now() - since) / 1000;
    process.stderr.write(`${kind}: picked up ${seconds.toFixed(1)} s after kill -9\n`);
    expect(seconds).toBeLessThan(15);
  });

  it('answers queue_unavailable within 3.5 s while the backend swallows everything, and rings again after', async () => {
    const queue = ringer(proxied);
    await queue.counts();
    proxy.drop();
    // A timer of this process and no look at the clock: where the machine stands still, both stand still.
    const first = Promise.race([queue.ring('job.train', {}), pause(3_500, 'late')]);
    await expect(first).rejects.toMatchObject({ code: 'queue_unavailable', retryable: true });
    proxy.heal();
    proxy.cut(); // what was swallowed never comes: only a new connection helps
    const next = await collector(direct);
    const job = next();
    await expect.poll(() => queue.ring('job.train', {}).then(() => 'rung', String), { timeout: 5_000 }).toBe('rung');
    expect(await job).toMatchObject({ name: 'job.train' });
  });

  it('refuses a worker and a ring while nothing listens', async () => {
    proxy.refuse();
    const away = { code: 'queue_unavailable', retryable: true };
    await expect(ringer(proxied).ring('job.train', {})).rejects.toMatchObject(away);
    await expect(collector(proxied)).rejects.toMatchObject(away);
  });

  it('runs a new ring within 3 s once a worker that was cut off can reach the backend again', async () => {
    const next = await collector(proxied);
    proxy.refuse();
    const job = next();
    await ringer(direct).ring('job.train', {});
    await expect.poll(() => proxy.open()).toBe(0);
    proxy.heal();
    const since = performance.now();
    await job;
    expect(performance.now() - since).toBeLessThan(3_000);
  });

  it('takes jobs again after its bytes were swallowed for a while and the connections stayed open', async () => {
    const next = await collector(proxied);
    const first = next();
    await ringer(direct).ring('job.train', {});
    await first;
    proxy.drop();
    const seen = proxy.bytesSeen();
    const job = next();
    await ringer(direct).ring('job.train', {});
    await expect.poll(() => proxy.bytesSeen(), { timeout: 10_000 }).toBeGreaterThan(seen);
    proxy.heal();
    const since = performance.now();
    await job;
    process.stderr.write(
      `${kind}: picked up ${((performance.now() - since) / 1000).toFixed(1)} s after a lost route\n`,
    );
  });

  if (kind !== 'redis') return;

  it('refuses a Redis that may evict jobs', async () => {
    const redis = new Redis(redisUrl);
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const refusal = { code: 'queue_unavailable', retryable: false, message: expect.stringContaining('noeviction') };
    await expect(ringer(direct).ring('job.train', {})).rejects.toMatchObject(refusal);
    await expect(collector(direct)).rejects.toMatchObject(refusal);
    await redis.config('SET', 'maxmemory-policy', 'noeviction');
    await ringer(direct).ring('job.train', {});
    redis.disconnect();
  });

  it('did its work on a real Redis', async () => {
    const redis = new Redis(redisUrl);
    const info = await redis.info();
    redis.disconnect();
    const field = (name: string) => new RegExp(`^${name}:(\\S+)`, 'm').exec(info)?.[1];
    process.stderr.write(`Redis ${field('redis_version')}: ${field('total_commands_processed')} commands\n`);
    expect(Number(field('total_commands_processed'))).toBeGreaterThan(50);
  });
});
