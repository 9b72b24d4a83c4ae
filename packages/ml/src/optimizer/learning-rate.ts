export interface LearningRateSchedule {
  peak: number;
  schedule: 'constant' | 'linear' | 'cosine';
  /** The share of all steps over which the rate climbs to its peak. */
  warmupRatio: number;
  steps: number;
}

/**
 * The rate of a step, counted from 1. It climbs to the peak, then stays, or falls to 0 just after the last step.
 *
 * The shapes are those of transformers' `get_scheduler` with as many steps of warm-up (rounded up), one step earlier: there
 * the first step of a warm-up has the rate 0, and after w steps of warm-up out of n the step k has (n + 1 − k) / (n − w) of
 * the peak in a line. Here every step learns: k / w of the peak in the warm-up, then (n + 1 − k) / (n + 1 − w); the cosine
 * takes the same share.
 */
export function learningRateAt(step: number, { peak, schedule, warmupRatio, steps }: LearningRateSchedule): number {
  const warmup = Math.min(steps, Math.ceil(steps * warmupRatio));
  if (step <= warmup) return (peak * step) / warmup;
  if (schedule === 'constant') return peak;
  const done = Math.min(1, (step - warmup) / (steps - warmup + 1));
  return schedule === 'linear' ? peak * (1 - done) : (peak * (1 + Math.cos(Math.PI * done))) / 2;
}
