import { expect, test } from 'vitest';
import { cacheLimits, prefillTokens } from './cache-limits.ts';

const shape = { vocabSize: 10, hiddenSize: 64, heads: 4, slidingWindow: null };
const mebibyte = 1 << 20;

test.each([
  ['a small model: sixteen whole contexts', { layers: 4, kvHeads: 2, headDim: 64, contextLength: 512 }, 512, 8192],
  [
    'GPT-2: its context, and some of a second one',
    { layers: 12, kvHeads: 12, headDim: 64, contextLength: 1024 },
    1024,
    1820,
  ],
  [
    'a long context: what a quarter of the memory holds',
    { layers: 30, kvHeads: 3, headDim: 64, contextLength: 8192 },
    2912,
    2912,
  ],
  ['a large model: 1,024 tokens at least', { layers: 32, kvHeads: 32, headDim: 128, contextLength: 4096 }, 1024, 1024],
])('%s', (_case, part, contextLength, cacheTokensMax) => {
  const limits = cacheLimits({ ...shape, ...part }, 1024 * mebibyte);
  expect(limits).toMatchObject({ contextLength, cacheTokensMax });
  const bytesPerToken = 2 * 4 * part.layers * part.kvHeads * part.headDim;
  expect(limits.workBytes).toBe(2 * cacheTokensMax * bytesPerToken);
});

test('large models read prompts in smaller pieces', () => {
  const sizes = { heads: 4, contextLength: 512, memoryBytesMax: 1024 * mebibyte };
  expect([4e6, 124e6, 1.1e9, 70e9].map((numbers) => prefillTokens(4 * numbers, sizes))).toEqual([512, 512, 58, 32]);
});

test('many heads over a long context are read in smaller pieces, and never more than the memory has room for', () => {
  const hostile = { layers: 1, kvHeads: 1, headDim: 1, contextLength: 4_000_000 };
  const memoryBytesMax = 1024 * mebibyte;
  for (const heads of [14, 512, 100_000]) {
    const { contextLength } = cacheLimits({ ...shape, ...hostile, heads }, memoryBytesMax);
    const piece = prefillTokens(1, { heads, contextLength, memoryBytesMax });
    expect(4 * heads * piece * contextLength).toBeLessThan(memoryBytesMax / 4);
    expect(contextLength).toBeGreaterThan(1);
  }
});
