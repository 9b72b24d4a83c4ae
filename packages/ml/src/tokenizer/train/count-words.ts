import type { WordEnd } from '../words/word-end.ts';

/** How often each word occurs in the texts. */
export function countWords(texts: Iterable<string>, wordEnd: WordEnd): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const units = new Uint16Array(text.length);
    Buffer.from(units.buffer).write(text, 'utf16le');
    for (let start = 0; start < text.length; ) {
      const end = wordEnd(units, start, text.length);
      const word = text.slice(start, end);
      counts.set(word, (counts.get(word) ?? 0) + 1);
      start = end;
    }
  }
  return counts;
}
