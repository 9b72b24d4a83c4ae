import { markWorkerStopped, registerWorker, type WorkerState } from '@modelmint/db/system/register-worker';
import { kindOfEngine } from '@modelmint/domain/worker-kind';
import type { WorkerDeps } from './deps.ts';
import { requeueLostInference } from './infer/requeue-lost-inference.ts';
import { readMemory } from './read-memory.ts';
import { requeueLostTraining } from './train/requeue-lost-training.ts';

const beatMs = 3_000;
const version = '0.1.0';

export interface RegisteredParts {
  state(): WorkerState;
  /** Jobs of its queues that run now. */
  runningJobs(): number;
  /** What the operator wants, at each heartbeat. */
  onDrain(isDraining: boolean): void;
}

/** Says every three seconds that this worker lives, and looks for jobs whose worker no longer does. */
export function keepRegistered(deps: WorkerDeps, { state, runningJobs, onDrain }: RegisteredParts) {
  const { db, env, log, workerId: id, host } = deps;
  let beating: Promise<void> = Promise.resolve();
  const beat = async (): Promise<void> => {
    try {
      const now = state();
      const { isDraining } = await registerWorker(db, {
        ...{ id, host, pid: process.pid, version, queues: env.queues, state: now },
        kind: env.kind ?? kindOfEngine(now.engine),
        load: { ...readMemory(), runningJobs: runningJobs() },
      });
      onDrain(isDraining);
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
