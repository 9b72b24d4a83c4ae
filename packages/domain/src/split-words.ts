// Words keep inner apostrophes; Han, kana and Thai letters, which know no blanks, stand alone, as does punctuation.
export const wordPattern =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|[^\s\p{L}\p{M}\p{N}]/gu;

/** The words of a text as a word-level model reads them: lower case, in order. */
export function splitWords(text: string): string[] {
  return text.toLowerCase().match(wordPattern) ?? [];
}
