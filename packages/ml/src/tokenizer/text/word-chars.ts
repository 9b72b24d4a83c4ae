import { unknownWordChars } from './older-unicode.ts';

const unknown = unknownWordChars.replace(/[0-9a-f]+/g, String.raw`\u{$&}`).replaceAll(' ', '');
const wordChar = String.raw`[[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]--[${unknown}]]`;

/** `\w` of the reference's regular expressions, at the start of a text. */
export const startsWithWordChar = new RegExp(`^${wordChar}`, 'v');
export const endsWithWordChar = new RegExp(`${wordChar}$`, 'v');

/** `\w+|[^\w\s]+`: the words of the pre-tokenizer `Whitespace`. */
export const wordsAndSigns = new RegExp(String.raw`${wordChar}+|(?:(?!${wordChar})\P{White_Space})+`, 'gv');
