import { classAt, codePointAt, LETTER, NUMBER, OTHER, runEnd, SPACE } from './char-class.ts';
import { contractionEnd, spaceEnd, type WordEnd } from './word-end.ts';

const isNewline = (unit: number | undefined) => unit === 10 || unit === 13;

/**
 * `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,digits}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`:
 * Llama 3 with three digits, Qwen2 and Qwen3 with one.
 */
export function llama3WordEnd(digits: number): WordEnd {
  return (units, start, end) => {
    const contraction = contractionEnd(units, start, end, true);
    if (contraction > start) return contraction;
    const unit = units[start];
    const first = classAt(units, start, end);
    if (first === LETTER) return runEnd(units, start, end, LETTER);
    if (first === NUMBER) return numberEnd(units, start, end, digits);
    const second = start + (codePointAt(units, start, end) > 0xffff ? 2 : 1);
    const next = classAt(units, second, end);
    if (next === LETTER && !isNewline(unit)) return runEnd(units, second, end, LETTER);
    if (first === OTHER) return newlinesEnd(units, runEnd(units, start, end, OTHER), end);
    if (unit === 32 && next === OTHER) return newlinesEnd(units, runEnd(units, second, end, OTHER), end);
    let last = runEnd(units, start, end, SPACE) - 1;
    while (last >= start && !isNewline(units[last])) last--;
    return last >= start ? last + 1 : spaceEnd(units, start, end);
  };
}

function numberEnd(units: Uint16Array, start: number, end: number, digits: number): number {
  let at = start;
  for (let count = 0; count < digits && classAt(units, at, end) === NUMBER; count++)
    at += codePointAt(units, at, end) > 0xffff ? 2 : 1;
  return at;
}

function newlinesEnd(units: Uint16Array, start: number, end: number): number {
  let at = start;
  while (at < end && isNewline(units[at])) at++;
  return at;
}
