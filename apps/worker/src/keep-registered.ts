import { markWorkerStopped, registerWorker, type WorkerState } from '@modelmint/db/system/register-worker';
import type { WorkerDeps } from './deps.ts';
import { requeueLostInference } from './infer/requeue-lost-inference.ts';
import { requeueLostTraining } from './train/requeue-lost-training.ts';

const beatMs = 3_000;
const version = '0.1.0';

/** Says every three seconds that this worker lives, and looks for jobs whose worker no longer does. */
export function keepRegistered(deps: WorkerDeps, state: () => WorkerState) {
  const { db, env, log, workerId: id, host } = deps;
  let beating: Promise<void> = Promise.resolve();
  const beat = async (): Promise<void> => {
    try {
      await registerWorker(db, { id, host, pid: process.pid, version, queues: env.queues, state: state() });
      if (env.queues.includes('train')) await requeueLostTraining(deps);
      if (env.queues.includes('infer')) await requeueLostInference(deps);
    } catch (error) {
      log.warn({ err: error }, 'worker: no heartbeat');
    }
  };
  const beatNow = (): Promise<void> => {
    beating = beating.then(beat);
    return beating;
  };
  const timer = setInterval(() => void beatNow(), beatMs);
  return {
    beatNow,
    stop: async () => {
      clearInterval(timer);
      await beating;
      await markWorkerStopped(db, id);
    },
  };
}
