import { expect, test } from 'vitest';
import { splitWords } from './split-words.ts';

test.each<[string, string[]]>([
  ['', []],
  ['Hello, World!', ['hello', ',', 'world', '!']],
  ["don't stop", ["don't", 'stop']],
  ['café 42x', ['café', '42x']],
  ['退款 please', ['退', '款', 'please']],
  ['ok 😀', ['ok', '😀']],
])('%j', (text, words) => {
  expect(splitWords(text)).toEqual(words);
});
