import { TrainingSpec } from './training-spec.ts';

/** Tokens that a language model which was trained from nothing reads at once; null for every other training. */
export function contextLengthOf(jobSpec: unknown): number | null {
  const spec = TrainingSpec.safeParse(jobSpec).data;
  return spec !== undefined && 'contextLength' in spec ? spec.contextLength : null;
}
