import { charOfByte } from '../model/byte-chars.ts';
import type { Part } from '../part.ts';
import { gpt2WordEnd } from './gpt2-word-end.ts';
import type { WordEnd } from './word-end.ts';
import type { Words } from './words.ts';

/** GPT-2's words with each byte written as a character: the general way, where `ByteLevelBpe` does not fit. */
export function byteLevelWords(part: Part): Words {
  const utf8 = new TextEncoder();
  return (piece) => {
    const text = withPrefixSpace(part, piece);
    const words = part.use_regex === false ? [text] : cutWords(text, gpt2WordEnd);
    return words.map((word) => Array.from(utf8.encode(word), (byte) => charOfByte[byte]).join(''));
  };
}

/** `add_prefix_space`, which is on where it is not given. */
export function withPrefixSpace(part: Part, text: string): string {
  return part.add_prefix_space === false || text === '' || text.startsWith(' ') ? text : ` ${text}`;
}

function cutWords(text: string, wordEnd: WordEnd): string[] {
  const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const words: string[] = [];
  for (let start = 0; start < text.length; ) {
    const end = wordEnd(units, start, text.length);
    words.push(text.slice(start, end));
    start = end;
  }
  return words;
}
