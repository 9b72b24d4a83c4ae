import { TrainingSpec } from './training-spec.ts';

/** Whether a job with this spec makes an adapter, which needs its base, and no whole model. */
export function isAdapter(jobSpec: unknown): boolean {
  const spec = TrainingSpec.safeParse(jobSpec).data;
  return spec !== undefined && 'method' in spec && spec.method.kind === 'lora';
}
