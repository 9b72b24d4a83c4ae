import type { WorkerDeps } from '../deps.ts';

/** Says that there is work. What a lost ring misses, the sweep finds. */
export async function ringTraining({ queue, log }: Pick<WorkerDeps, 'queue' | 'log'>): Promise<void> {
  try {
    await queue.ring('job.train', {});
  } catch (error) {
    log.warn({ err: error }, 'train: not rung, the sweep will');
  }
}
