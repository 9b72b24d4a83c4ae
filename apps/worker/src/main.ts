import type { WorkerDeps } from './deps.ts';
import { makeDeps } from './deps.ts';
import { env } from './env.ts';
import { startWorker } from './start-worker.ts';

/** A launcher waits ten seconds for a stop. */
const stopMsMax = 9_500;

const closing = new AbortController();

function stop(deps: WorkerDeps, starting: ReturnType<typeof startWorker>, why: string): void {
  if (closing.signal.aborted) return;
  const { log } = deps;
  log.info({ why }, 'worker: stopping');
  setTimeout(() => process.exit(1), stopMsMax).unref();
  closing.abort();
  starting
    .then((worker) => worker.close())
    .then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'worker: did not stop cleanly');
        process.exit(1);
      },
    );
}

function main(): void {
  const deps = makeDeps(env(), closing.signal);
  const starting = startWorker(deps);
  process.once('SIGTERM', () => stop(deps, starting, 'SIGTERM'));
  process.once('SIGINT', () => stop(deps, starting, 'SIGINT'));
  // A launcher that was killed takes its worker along; without a launcher there is no channel.
  if (process.channel) process.once('disconnect', () => stop(deps, starting, 'the launcher is gone'));
  starting.catch((error: unknown) => {
    deps.log.fatal({ err: error }, 'worker: cannot start');
    process.exit(1);
  });
}

try {
  main();
} catch (error) {
  // Before there is a logger: a variable that is missing or wrong.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
