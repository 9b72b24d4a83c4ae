import { formatDecimals } from '../../../ui/format.ts';

/** Cosine of two vectors: 1 the same direction, 0 nothing in common. 0 for a vector of nothing but zeros. */
export function likenessOf(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) => x.reduce((sum, one, at) => sum + one * (y[at] ?? 0), 0);
  const size = Math.sqrt(dot(a, a) * dot(b, b));
  return size === 0 ? 0 : dot(a, b) / size;
}

/** `0.0123, −0.4560, …`: the beginning, as wide as a line. */
export function vectorBeginning(vector: readonly number[], shown = 6): string {
  const numbers = vector.slice(0, shown).map((one) => formatDecimals(one, 4));
  return `${numbers.join(', ')}${vector.length > shown ? ', …' : ''}`;
}
