import { extraPunctuation, unknownPunctuation } from '../text/older-unicode.ts';

const punctuation = /[\p{P}!-/:-@[-`{-~]/u;
const boundary = /\p{White_Space}|[\p{P}!-/:-@[-`{-~\u{166d}\u{111c9}]/gu;

/** Punctuation as BERT has it: that of Unicode, and all ASCII that is neither letter, digit nor space. */
export function isBertPunctuation(char: string): boolean {
  const codePoint = char.codePointAt(0) ?? 0;
  return extraPunctuation.has(codePoint) || (punctuation.test(char) && !unknownPunctuation.has(codePoint));
}

/** Words between white space, each punctuation mark a word of its own (`BertPreTokenizer`). */
export function bertWords(piece: string): string[] {
  const words: string[] = [];
  let from = 0;
  for (const { 0: char, index } of piece.matchAll(boundary)) {
    const isPunctuation = isBertPunctuation(char);
    if (!isPunctuation && unknownPunctuation.has(char.codePointAt(0) ?? 0)) continue;
    if (from < index) words.push(piece.slice(from, index));
    if (isPunctuation) words.push(char);
    from = index + char.length;
  }
  if (from < piece.length) words.push(piece.slice(from));
  return words;
}
