import { listWorkers } from '@modelmint/db/system/list-workers';
import { recordProbe } from '@modelmint/db/system/record-probe';
import { z } from 'zod';
import type { WorkerDeps } from '../deps.ts';
import type { Handler } from './handler.ts';

const probeMsMax = 5_000;
const Ready = z.object({ database: z.string(), queue: z.string() });

/** Looks at the platform once a minute as its customers do, from outside; the status page counts what was seen. */
export const probePlatformJob: Handler<'platform.probe'> = async (deps, { signal }) => {
  const [api, storage, workers] = await Promise.all([probeApi(deps, signal), probeStorage(deps), probeWorkers(deps)]);
  await recordProbe(deps.db, [
    { component: 'api', isOk: api },
    { component: 'calls', isOk: workers.canCall },
    { component: 'training', isOk: workers.canTrain },
    { component: 'storage', isOk: storage },
  ]);
};

/** Files are a component of their own, so only database and queue count here. */
async function probeApi({ env, log }: WorkerDeps, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(`${env.publicUrl}/readyz`, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(probeMsMax)]),
    });
    const { database, queue } = Ready.parse(await answer.json());
    return database === 'ok' && queue === 'ok';
  } catch (error) {
    if (signal.aborted) throw error;
    log.warn({ err: error }, 'probe: the public address does not answer');
    return false;
  }
}

async function probeStorage({ storage, log }: WorkerDeps): Promise<boolean> {
  try {
    await storage.checkWritable();
    return true;
  } catch (error) {
    log.warn({ err: error }, 'probe: storage cannot be written');
    return false;
  }
}

async function probeWorkers({ db }: WorkerDeps): Promise<{ canCall: boolean; canTrain: boolean }> {
  const alive = (await listWorkers(db)).filter((worker) => worker.isAlive);
  return {
    canCall: alive.some((worker) => worker.servingUrl !== null),
    canTrain: alive.some(({ queues }) => Array.isArray(queues) && queues.includes('train')),
  };
}
