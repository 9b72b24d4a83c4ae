import { AppError } from '@modelmint/domain/errors';
import type { NamedWeights } from '../weights/named-weights.ts';

/** @throws AppError `invalid_state` for weights that are infinite or no numbers: every answer would be none either. */
export function checkFinite(weights: readonly NamedWeights[], file: string): void {
  for (const { name, values } of weights)
    if (!values.every(Number.isFinite))
      throw new AppError(
        'invalid_state',
        `${file} holds ${name} with numbers that are not finite: the file is damaged.`,
      );
}
