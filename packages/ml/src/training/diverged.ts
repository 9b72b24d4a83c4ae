import type { CausalLmSpec } from '@modelmint/domain/causal-lm-spec';
import { AppError } from '@modelmint/domain/errors';

export interface Divergence {
  /** What is no finite number. */
  what: 'loss' | 'gradient' | 'validation loss';
  step: number;
  learningRate: number;
}

export function diverged({ what, step, learningRate }: Divergence, spec: CausalLmSpec): AppError {
  const warmup = spec.warmupRatio < 0.1 ? ', or a warm-up of a tenth of the steps' : '';
  return new AppError(
    'invalid_state',
    `Training diverged: at step ${step} the ${what} is not a finite number, with the learning rate at ` +
      `${learningRate.toPrecision(3)}. Try a tenth of the learning rate, a larger batch than ${spec.batchSize}${warmup}.`,
    { fault: 'customer' },
  );
}
