import { expect, test } from 'vitest';
import { checkRegex } from './check-regex.ts';

test.each([
  [/'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu],
  [
    /(?:'[sS]|'[tT]|'[lL][lL])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+/gu,
  ],
  [/[^\r\n\p{L}\p{N}]?[\p{Lu}\p{M}]*[\p{Ll}\p{M}]+(?:'s|'t|'re)?|\p{N}{1,3}|\s+/gu],
  [/(?:ab)+|[(*+]|\)\*|\u{1F600}+/gu],
  [/[ ]/gu],
  [/(?:a+|b+|c+|d+|e+) ?/gu],
])('takes those of the tokenizers in use: %s', (regex) => {
  expect(() => checkRegex(regex, 'pre-tokenizer Split')).not.toThrow();
});

test.each([
  [/(a+)+$/u, 'is repeated'],
  [/(?:a|aa)*$/u, 'is repeated'],
  [/(?:(?:a?b?))*c/u, 'is repeated'],
  [/(?<word>\w+\s?){2,}x/u, 'is repeated'],
  [/(?:x\p{L}{1,200}){9}y/u, 'is repeated'],
  [/\s*\s*\s*\s*x/u, 'more than 3 repeats'],
  [/a|(\w*)(\w*)(\w*)(\w{0,999})y/u, 'more than 3 repeats'],
  [/(a)\1/u, 'refers back'],
])('refuses %s', (regex, why) => {
  expect(() => checkRegex(regex, 'pre-tokenizer Split')).toThrow(why);
});
