import type { ReferenceCheck } from './reference-check.ts';

/** ‖found − expected‖ / ‖expected‖; NaN where their lengths differ or a number is none. */
export function relativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.NaN;
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    const value = expected[i] ?? Number.NaN;
    difference += ((found[i] ?? Number.NaN) - value) ** 2;
    size += value ** 2;
  }
  return Math.sqrt(difference) / Math.sqrt(size);
}

/** How far values are from those of a reference. */
export function compareValues(
  check: string,
  { found, expected, limit = 1e-4 }: { found: ArrayLike<number>; expected: ArrayLike<number>; limit?: number },
): ReferenceCheck {
  const figure = relativeError(found, expected);
  return { check, figure, limit, isFine: figure <= limit };
}
