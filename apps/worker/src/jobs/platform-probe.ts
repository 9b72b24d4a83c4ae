import { setTimeout } from 'node:timers/promises';
import { listWorkers } from '@modelmint/db/system/list-workers';
import { recordProbe } from '@modelmint/db/system/record-probe';
import { platformComponents } from '@modelmint/domain/platform-component';
import { z } from 'zod';
import type { WorkerDeps } from '../deps.ts';
import type { Handler } from './handler.ts';

const probeMsMax = 5_000;
const Ready = z.object({ database: z.string(), queue: z.string() });

/** A start or a hiccup of some seconds is no outage: what fails is looked at so often. */
const tries = { count: 3, pauseMs: 8_000 };

/** Looks at the platform once a minute as its customers do, from outside; the status page counts what was seen. */
export const probePlatformJob: Handler<'platform.probe'> = (deps, { signal }) => probePlatform(deps, signal, tries);

export async function probePlatform(
  deps: WorkerDeps,
  signal: AbortSignal,
  { count, pauseMs }: typeof tries,
): Promise<void> {
  for (let left = count; ; left -= 1) {
    const [api, storage, workers] = await Promise.all([probeApi(deps, signal), probeStorage(deps), probeWorkers(deps)]);
    const seen = { api, calls: workers.canCall, training: workers.canTrain, storage };
    if (left > 1 && Object.values(seen).includes(false)) {
      await setTimeout(pauseMs, undefined, { signal });
      continue;
    }
    return recordProbe(
      deps.db,
      platformComponents.map((component) => ({ component, isOk: seen[component] })),
    );
  }
}

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
  const alive = (await listWorkers(db)).filter(({ isAlive, drainRequestedAt }) => isAlive && drainRequestedAt === null);
  return {
    canCall: alive.some((worker) => worker.servingUrl !== null),
    canTrain: alive.some(({ queues }) => Array.isArray(queues) && queues.includes('train')),
  };
}
