import { unknownLetters, unknownNumbers } from '../text/older-unicode.ts';

export const LETTER = 1;
export const NUMBER = 2;
export const SPACE = 3;
export const OTHER = 4;

const letter = /^\p{L}$/u;
const number = /^\p{N}$/u;
const space = /^\p{White_Space}$/u;

/** Class of each UTF-16 unit that is a character; 0 for surrogates, and where nobody has asked yet. */
const byUnit = new Uint8Array(0x1_0000);
/** The same for the code points from U+10000 on. */
const beyond = new Uint8Array(0x10_0000);

/** `\p{L}`, `\p{N}`, `\s` or none of them, as the regular expressions of the reference tokenizers see `codePoint`. */
export function charClass(codePoint: number): number {
  const known = (codePoint < 0x1_0000 ? byUnit[codePoint] : beyond[codePoint - 0x1_0000]) as number;
  if (known !== 0) return known;
  const found = findClass(codePoint);
  if (codePoint >= 0x1_0000) beyond[codePoint - 0x1_0000] = found;
  else if (codePoint < 0xd800 || codePoint > 0xdfff) byUnit[codePoint] = found;
  return found;
}

function findClass(codePoint: number): number {
  const char = String.fromCodePoint(codePoint);
  if (letter.test(char)) return unknownLetters.has(codePoint) ? OTHER : LETTER;
  if (number.test(char)) return unknownNumbers.has(codePoint) ? OTHER : NUMBER;
  return space.test(char) ? SPACE : OTHER;
}

/** The code point at `at` of UTF-16 `units`; a lone surrogate is itself. */
export function codePointAt(units: Uint16Array, at: number, end: number): number {
  const high = units[at] as number;
  if (high < 0xd800 || high > 0xdbff || at + 1 >= end) return high;
  const low = units[at + 1] as number;
  return low < 0xdc00 || low > 0xdfff ? high : ((high - 0xd800) << 10) + low - 0xdc00 + 0x1_0000;
}

/** Class of what is at `at`, or 0 at the end. */
export function classAt(units: Uint16Array, at: number, end: number): number {
  if (at >= end) return 0;
  const known = byUnit[units[at] as number] as number;
  return known !== 0 ? known : charClass(codePointAt(units, at, end));
}

/** Where a run of `wanted` that starts at `at` ends. */
export function runEnd(units: Uint16Array, at: number, end: number, wanted: number): number {
  let i = at;
  for (;;) {
    while (i < end && byUnit[units[i] as number] === wanted) i++;
    if (i >= end || byUnit[units[i] as number] !== 0) return i;
    const codePoint = codePointAt(units, i, end);
    if (charClass(codePoint) !== wanted) return i;
    i += codePoint > 0xffff ? 2 : 1;
  }
}
