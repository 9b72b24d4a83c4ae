import { describe, expect, it } from 'vitest';
import { boundGeneration, promptsOf } from './bound-generation.ts';

const texts = (...all: string[]) => ({ texts: all });
const chat = (...all: string[]) => ({ messages: all.map((content) => ({ role: 'user', content })) });

describe('boundGeneration', () => {
  it.each([
    // Bytes and what a tokenizer adds, and the answer.
    ['a bounded answer', { prompt: texts('hello'), maxTokens: 10, n: 1 }, 1_000, 23],
    ['bytes, not characters', { prompt: texts('日本'), maxTokens: 1, n: 1 }, 1_000, 15],
    ['each choice, its prompt once', { prompt: texts('hello'), maxTokens: 10, n: 3 }, 1_000, 43],
    ['each prompt', { prompt: texts('a', 'bc'), maxTokens: 1, n: 1 }, 1_000, 21],
    ['ids', { prompt: { ids: [[1, 2, 3]] }, maxTokens: 0, n: 1 }, 1_000, 11],
    ['never more than the context', { prompt: texts('x'.repeat(500)), maxTokens: 90, n: 1 }, 100, 100],
    // "user" and "hello" are 9 bytes, 24 for the message, 512 for the template.
    ['a chat', { prompt: chat('hello'), maxTokens: 10, n: 1 }, 1_000, 555],
  ])('counts %s', (_what, asked, contextLength, tokensMax) => {
    const { maxTokens } = asked;
    expect(boundGeneration(asked, contextLength)).toEqual({ maxTokens, isLengthSoft: false, tokensMax });
  });

  it.each([
    [1, 100_000, 4_096, 4_105],
    [1, null, 4_096, 4_105],
    [2, 100, 100, 200],
  ])(
    'lets %d answers that nobody has bounded, in a context of %s, have %d tokens',
    (n, context, maxTokens, tokensMax) => {
      const asked = { prompt: texts('x'), maxTokens: null, n };
      expect(boundGeneration(asked, context)).toEqual({ maxTokens, isLengthSoft: true, tokensMax });
    },
  );
});

it('counts prompts', () => {
  expect([chat('a', 'b'), texts('a', 'b'), { ids: [[1], [2], [3]] }].map(promptsOf)).toEqual([1, 2, 3]);
});
