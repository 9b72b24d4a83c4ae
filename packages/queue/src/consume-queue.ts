import { AppError } from '@modelmint/domain/errors';
import { Worker as BullWorker } from 'bullmq';
import { type QueueName, queues } from './catalogue.ts';
import { keepSchedules } from './keep-schedules.ts';
import { openBackend, type QueueBackend, queueError } from './open-backend.ts';
import type { QueueConnection, QueueLog } from './queue-connection.ts';
import { type Run, type RunningJob, runRing } from './run-ring.ts';
import { withDeadline, within } from './within.ts';

/** A dead worker's job is found again within lock + stalled interval: 15 s at worst. */
const lockMs = 10_000;
const stalledMs = 5_000;
/** After a failed fetch or a result that could not be written. BullMQ's own 15 s would idle a worker past the return of Redis. */
const retryMs = 1_000;
const answerMsMax = 5_000;
/** Work waits, a slot is free, and nothing was taken for so long: the fetch hangs on a dead connection. */
const stuckMs = 10_000;

export interface ConsumerOptions {
  connection: QueueConnection;
  queue: QueueName;
  /** Throws an AppError with `retryable: false` to end a job for good; everything else is tried again. */
  run(job: RunningJob): Promise<void>;
  /** Jobs at the same time; default by the catalogue. */
  concurrency?: number;
  log: QueueLog;
}

/** One set of connections with its running jobs. */
export interface Consumer {
  /** True when its connections have gone dead without saying so. */
  isStuck(): Promise<boolean>;
  /** Takes nothing more while paused; what runs goes on. */
  pause(isPaused: boolean): void;
  /** Aborts what runs and lets go of it at the latest after `ms`. */
  close(ms: number): Promise<void>;
}

/** Consumes until closed. Rejects when the backend is away or unfit. */
export async function consumeQueue(options: ConsumerOptions): Promise<Consumer> {
  const { connection, queue, run, log } = options;
  const concurrency = options.concurrency ?? queues[queue].atOnce;
  const backend = openBackend(connection, { role: 'worker', connectionsMax: concurrency + 6, log });
  const schedules = await declareSchedules(queue, { backend, log });
  const running = new Map<string, Run>();
  let takenAt = performance.now();
  const worker = new BullWorker(
    queue,
    (job) => {
      takenAt = performance.now();
      return runRing(job, { run, running, log });
    },
    {
      ...backend.options,
      concurrency,
      lockDuration: lockMs,
      stalledInterval: stalledMs,
      runRetryDelay: retryMs,
      autorun: false,
      maxStalledCount: 2, // a job that kills its process is given up after three runs
    },
    backend.factory,
  );
  worker.on('error', (error) => log.warn({ queue, error: error.message }, 'queue: worker error'));
  worker.on('stalled', (jobId) => log.warn({ queue, jobId }, 'queue: a job lost its worker and runs again'));
  worker.on('lockRenewalFailed', (jobIds) => {
    for (const jobId of jobIds) running.get(jobId)?.controller.abort(new Error('another worker may have this job'));
  });
  const close = async (ms: number) => {
    schedules.stop();
    const closed = worker.close();
    for (const { controller } of running.values()) controller.abort(new Error('the worker is closing'));
    await within(0.8 * ms, closed);
    const reason = new AppError('worker_lost', 'the worker closed under the job');
    for (const { abandon } of running.values()) abandon(reason);
    await within(0.1 * ms, closed);
    await within(0.1 * ms, Promise.allSettled([schedules.close(), backend.close()]));
  };
  try {
    // A worker whose first connection fails on PostgreSQL never gets over it: it keeps that failure and fetches in a
    // loop that lets nothing else in the process run.
    await withDeadline(worker.waitUntilReady(), answerMsMax);
  } catch (error) {
    await close(answerMsMax);
    throw queueError(error);
  }
  let isPaused = false;
  worker.run().catch((error: Error) => log.error({ queue, error: error.message }, 'queue: the worker ended'));
  return {
    isStuck: async () => {
      try {
        const waiting = await withDeadline(schedules.waiting(), answerMsMax);
        if (waiting === 0 || isPaused || running.size >= concurrency) takenAt = performance.now();
      } catch {
        return true;
      }
      return performance.now() - takenAt > stuckMs;
    },
    pause: (isWanted) => {
      if (isWanted === isPaused) return;
      isPaused = isWanted;
      takenAt = performance.now();
      (isWanted ? worker.pause(true) : worker.resume()).catch((error: Error) =>
        log.warn({ queue, isWanted, error: error.message }, 'queue: cannot pause or resume'),
      );
    },
    close,
  };
}

async function declareSchedules(queue: QueueName, needs: { backend: QueueBackend; log: QueueLog }) {
  try {
    return await withDeadline(
      needs.backend.check().then(() => keepSchedules(queue, needs)),
      answerMsMax,
    );
  } catch (error) {
    await within(answerMsMax, needs.backend.close());
    throw queueError(error);
  }
}
