import type { ParameterLayout } from './architecture.ts';

/** Numbers that a model's parameters hold; a tied one counts once, a buffer not at all. */
export function countParameters(layout: readonly ParameterLayout[]): number {
  return layout
    .filter(({ tiedTo, isBuffer }) => tiedTo === undefined && isBuffer !== true)
    .reduce((total, { shape }) => total + shape.reduce((product, size) => product * size, 1), 0);
}
