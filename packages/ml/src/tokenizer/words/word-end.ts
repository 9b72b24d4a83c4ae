import { runEnd, SPACE } from './char-class.ts';

/** Where the word that starts at `start` of UTF-16 `units` ends: a pre-tokenizer's regular expression by hand. */
export type WordEnd = (units: Uint16Array, start: number, end: number) => number;

/** `\s+(?!\S)|\s+`: white space up to the last one, which belongs to the word that follows. */
export function spaceEnd(units: Uint16Array, start: number, end: number): number {
  const stop = runEnd(units, start, end, SPACE);
  return stop === end || stop === start + 1 ? stop : stop - 1;
}

const [apostrophe, d, e, l, m, r, s, t, v, longS] = [39, 100, 101, 108, 109, 114, 115, 116, 118, 0x17f];

/** End of `'s`, `'t`, `'re`, `'ve`, `'m`, `'ll` or `'d` at `start`; `start` when there is none of them. */
export function contractionEnd(units: Uint16Array, start: number, end: number, anyCase: boolean): number {
  if (units[start] !== apostrophe || start + 1 >= end) return start;
  const fold = (unit: number | undefined) =>
    anyCase && unit !== undefined && unit >= 65 && unit <= 90 ? unit + 32 : unit;
  const first = fold(units[start + 1]);
  if (first === s || first === t || first === m || first === d) return start + 2;
  if (anyCase && first === longS) return start + 2; // Unicode folds it to s
  if (start + 2 >= end) return start;
  const second = fold(units[start + 2]);
  const isTwo = ((first === r || first === v) && second === e) || (first === l && second === l);
  return isTwo ? start + 3 : start;
}
