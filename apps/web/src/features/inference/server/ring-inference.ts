import type { Deps } from '../../../deps.ts';

/** A ring that fails is logged only: the row stands, and the sweep rings again. */
export async function ringInference(
  deps: Deps,
  name: 'inference.validate' | 'inference.run',
  inferenceJobId: string,
): Promise<void> {
  try {
    await (name === 'inference.validate'
      ? deps.queue.ring(name, { inferenceJobId }, { jobId: inferenceJobId })
      : deps.queue.ring(name, {}, { jobId: inferenceJobId }));
  } catch (error) {
    deps.log.warn({ err: error, inferenceJobId }, 'ring failed: the sweep will ring again');
  }
}
