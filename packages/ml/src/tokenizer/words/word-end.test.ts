import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gpt2WordEnd } from './gpt2-word-end.ts';
import { llama3WordEnd } from './llama3-word-end.ts';
import type { WordEnd } from './word-end.ts';

// The patterns in JavaScript's words: `\s` is White_Space, and Node.js 20 has no `(?i:…)`.
const gpt2 =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu;
const llama3 = (number: string) =>
  new RegExp(
    String.raw`'[sSſ]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD]|[^\r\n\p{L}\p{N}]?\p{L}+|${number}` +
      String.raw`| ?[^\p{White_Space}\p{L}\p{N}]+[\r\n]*|\p{White_Space}*[\r\n]+` +
      String.raw`|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+`,
    'gu',
  );

function cut(text: string, wordEnd: WordEnd): string[] {
  const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  const words: string[] = [];
  for (let start = 0; start < text.length; start += words.at(-1)?.length ?? 1)
    words.push(text.slice(start, wordEnd(units, start, text.length)));
  return words;
}

const spaces = [' ', '  ', '\n', '\r\n', '\t', '\u00a0', '\u3000', '\u0085', '\ufeff'];
const letters = ["'", 's', 'S', 'ſ', 't', 're', 'Ve', 'LL', 'd', 'a', 'é', 'e\u0301', '日', '𠀀', 'ع'];
const others = ['1', '234', '５', 'Ⅷ', '½', '𝟘', '🙂', '\u200d', '!', '-', '_', '\ud800', '\udc00'];

it.each([
  ['GPT-2', gpt2, gpt2WordEnd],
  ['Llama 3', llama3(String.raw`\p{N}{1,3}`), llama3WordEnd(3)],
  ['Qwen2', llama3(String.raw`\p{N}`), llama3WordEnd(1)],
] as const)('%s: cuts as its regular expression does', (_, regex, wordEnd) => {
  const text = fc.string({ unit: fc.constantFrom(...spaces, ...letters, ...others), maxLength: 30 });
  fc.assert(
    fc.property(text, (one) => {
      expect(cut(one, wordEnd)).toEqual(one.match(regex) ?? []);
    }),
    { numRuns: 3_000 },
  );
});

it('leaves letters and digits that are newer than the reference out of words and numbers', () => {
  expect(cut('a\u{323b0} \u{11de0}1', gpt2WordEnd)).toEqual(['a', '\u{323b0}', ' \u{11de0}', '1']);
});
