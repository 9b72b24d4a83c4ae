import { describe, expect, it } from 'vitest';
import { boundGeneration, promptsOf } from './bound-generation.ts';

const texts = (...all: string[]) => ({ texts: all });
const chat = (...all: string[]) => ({ messages: all.map((content) => ({ role: 'user', content })) });

describe('boundGeneration', () => {
  it.each([
    // Bytes and what a tokenizer adds, and the answer.
    ['a bounded answer', { prompt: texts('hello'), maxTokens: 10, n: 1 }, 1_000, { maxTokens: 10, tokensMax: 23 }],
    ['bytes, not characters', { prompt: texts('日本'), maxTokens: 1, n: 1 }, 1_000, { maxTokens: 1, tokensMax: 15 }],
    [
      'each choice, its prompt once',
      { prompt: texts('hello'), maxTokens: 10, n: 3 },
      1_000,
      { maxTokens: 10, tokensMax: 43 },
    ],
    ['each prompt', { prompt: texts('a', 'bc'), maxTokens: 1, n: 1 }, 1_000, { maxTokens: 1, tokensMax: 21 }],
    ['ids', { prompt: { ids: [[1, 2, 3]] }, maxTokens: 0, n: 1 }, 1_000, { maxTokens: 0, tokensMax: 11 }],
    [
      'never more than the context',
      { prompt: texts('x'.repeat(500)), maxTokens: 90, n: 1 },
      100,
      { maxTokens: 90, tokensMax: 100 },
    ],
    [
      'the context for each choice',
      { prompt: texts('x'), maxTokens: null, n: 2 },
      100,
      { maxTokens: null, tokensMax: 200 },
    ],
    [
      'a length for a long context',
      { prompt: texts('x'), maxTokens: null, n: 1 },
      100_000,
      { maxTokens: 4_096, tokensMax: 4_105 },
    ],
    [
      'none where it may not fit',
      { prompt: texts('x'.repeat(96_000)), maxTokens: null, n: 1 },
      100_000,
      { maxTokens: null, tokensMax: 100_000 },
    ],
    ['an unknown context', { prompt: texts('x'), maxTokens: null, n: 1 }, null, { maxTokens: 4_096, tokensMax: 4_105 }],
    // "user" and "hello" are 9 bytes, 8 for the message, 128 for the template.
    ['a chat', { prompt: chat('hello'), maxTokens: 10, n: 1 }, 1_000, { maxTokens: 10, tokensMax: 155 }],
  ])('counts %s', (_what, asked, contextLength, bound) => {
    expect(boundGeneration(asked, contextLength)).toEqual(bound);
  });
});

it('counts prompts', () => {
  expect([chat('a', 'b'), texts('a', 'b'), { ids: [[1], [2], [3]] }].map(promptsOf)).toEqual([1, 2, 3]);
});
