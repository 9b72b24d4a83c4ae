import { makeWorker, type QueueWorker } from '@modelmint/queue/make-worker';
import type { WorkerDeps } from './deps.ts';
import { handlers } from './jobs/handlers.ts';
import { keepRegistered } from './keep-registered.ts';
import { runJob } from './run-job.ts';
import { superviseServing } from './serve/supervise-serving.ts';

const consumerCloseMs = 6_000;

export interface RunningWorker {
  /** Puts running work back and stops; the caller has aborted `deps.closing`. */
  close(): Promise<void>;
}

/** Serves models, takes jobs from its queues, and says that it lives. Rejects when storage or the queue is unfit. */
export async function startWorker(deps: WorkerDeps): Promise<RunningWorker> {
  await deps.storage.checkWritable();
  const serving = superviseServing(deps, () => void registered.beatNow());
  const consumers: QueueWorker[] = [];
  let runningJobs = 0;
  let isDraining = false;
  const registered = keepRegistered(deps, {
    state: serving.state,
    runningJobs: () => runningJobs,
    onDrain: (isWanted) => {
      if (isWanted === isDraining) return;
      isDraining = isWanted;
      deps.log.info({ runningJobs }, isDraining ? 'worker: draining, takes nothing new' : 'worker: takes work again');
      for (const consumer of consumers) consumer.pause(isDraining);
    },
  });
  await registered.beatNow();
  const { queueConnection: connection, log, env } = deps;
  for (const queue of env.queues)
    consumers.push(
      await makeWorker({
        connection,
        queue,
        log,
        closeMs: consumerCloseMs,
        run: async (job) => {
          runningJobs++;
          try {
            await runJob(deps, handlers, job);
          } finally {
            runningJobs--;
          }
        },
      }),
    );
  log.info({ queues: env.queues }, 'worker: ready');
  return {
    close: async () => {
      // At once, since one after the other they may take longer than a launcher waits.
      await Promise.allSettled([serving.close(), ...consumers.map((consumer) => consumer.close())]);
      await registered.stop().catch((error: unknown) => log.warn({ err: error }, 'worker: not marked as stopped'));
      await deps.close();
    },
  };
}
