import { type ConsumerOptions, consumeQueue } from './consume-queue.ts';

export type { RunningJob } from './run-ring.ts';

const closeMsMax = 10_000;
const watchMs = 5_000;

export interface WorkerOptions extends ConsumerOptions {
  /** How long close() waits for running jobs. */
  closeMs?: number;
}

export interface QueueWorker {
  /** Takes nothing more while paused; what runs goes on. */
  pause(isPaused: boolean): void;
  /** Takes no more jobs, aborts the running ones, and returns within `closeMs` (10 s), whether they have ended or not. */
  close(): Promise<void>;
}

/**
 * Starts a consumer of one queue and the periodic jobs of that queue, and replaces the consumer when its connections
 * have gone dead. Rejects when the backend is away or unfit: whoever supervises the process starts it again.
 */
export async function makeWorker(options: WorkerOptions): Promise<QueueWorker> {
  const { queue, log, closeMs = closeMsMax } = options;
  let consumer = await consumeQueue(options);
  let stopping: Promise<void> | undefined;
  let isPaused = false;
  const watch = async () => {
    if (!(await consumer.isStuck()) || stopping) return;
    const fresh = await consumeQueue(options); // rejects while the backend is away: then the old one reconnects
    if (stopping) return fresh.close(closeMs);
    const old = consumer;
    consumer = fresh;
    fresh.pause(isPaused);
    log.error({ queue }, 'queue: the connections were dead, the consumer was replaced');
    await old.close(closeMs);
  };
  let timer: NodeJS.Timeout;
  const watchLater = () => {
    timer = setTimeout(() => {
      watch()
        .catch((error: Error) => log.warn({ queue, error: error.message }, 'queue: the backend is away'))
        .finally(() => {
          if (!stopping) watchLater();
        });
    }, watchMs);
    timer.unref();
  };
  watchLater();
  return {
    pause: (isWanted) => {
      isPaused = isWanted;
      consumer.pause(isWanted);
    },
    close: () => {
      clearTimeout(timer);
      stopping ??= consumer.close(closeMs);
      return stopping;
    },
  };
}
