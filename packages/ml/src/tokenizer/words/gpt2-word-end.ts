import { classAt, runEnd, SPACE } from './char-class.ts';
import { contractionEnd, spaceEnd } from './word-end.ts';

/** `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`: GPT-2, RoBERTa. */
export function gpt2WordEnd(units: Uint16Array, start: number, end: number): number {
  const contraction = contractionEnd(units, start, end, false);
  if (contraction > start) return contraction;
  const first = classAt(units, start, end);
  if (first !== SPACE) return runEnd(units, start, end, first);
  const next = units[start] === 32 ? classAt(units, start + 1, end) : 0;
  if (next !== 0 && next !== SPACE) return runEnd(units, start + 1, end, next);
  return spaceEnd(units, start, end);
}
