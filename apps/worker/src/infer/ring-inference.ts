import type { WorkerDeps } from '../deps.ts';

/** Says that there is work. What a lost ring misses, the sweep finds. */
export async function ringInference({ queue, log }: Pick<WorkerDeps, 'queue' | 'log'>): Promise<void> {
  try {
    await queue.ring('inference.run', {});
  } catch (error) {
    log.warn({ err: error }, 'infer: not rung, the sweep will');
  }
}
