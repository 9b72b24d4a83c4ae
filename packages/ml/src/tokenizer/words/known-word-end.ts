import { gpt2WordEnd } from './gpt2-word-end.ts';
import { llama3WordEnd } from './llama3-word-end.ts';
import type { WordEnd } from './word-end.ts';

const gpt2Pattern = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

/** How Llama 3 (three digits), Qwen2 and Qwen3 (one) cut text into words. */
export function llama3Pattern(digits: number): string {
  const number = digits === 1 ? String.raw`\p{N}` : String.raw`\p{N}{1,${digits}}`;
  const head = String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+`;
  return String.raw`${head}|${number}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;
}

const byPattern = new Map<string, WordEnd>([
  [gpt2Pattern, gpt2WordEnd],
  [llama3Pattern(3), llama3WordEnd(3)],
  [llama3Pattern(1), llama3WordEnd(1)],
]);

/** The scanner that does the work of a regular expression of a `Split`, where we have one. */
export function knownWordEnd(pattern: string): WordEnd | undefined {
  return byPattern.get(pattern);
}
