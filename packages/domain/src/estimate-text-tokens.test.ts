import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateRowTokens, estimateTextTokens } from './estimate-text-tokens.ts';

// What GPT-2's tokenizer makes of each.
test.each([
  ['I love this film, and so does everybody that I know.', 13],
  ['Antidisestablishmentarianism is an uncharacteristically long word.', 13],
  ['    return [i for i in range(x)]\n', 14],
  ['The total was 1234567.89 on 2024-05-17.', 15],
  ['Где находится мой заказ? Я жду его уже две недели.', 55],
  ['我的订单还没有收到，请帮我查一下物流信息，谢谢。', 54],
  ['I love this 😀😀🎉 so much!!!', 13],
])('of %j at least as many as GPT-2 needs, and not twice as many', (text, tokens) => {
  const estimate = estimateTextTokens(text);
  expect(estimate).toBeGreaterThanOrEqual(tokens);
  expect(estimate).toBeLessThanOrEqual(2 * tokens);
});

test('never more than the bytes and one, never none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const estimate = estimateTextTokens(text);
      expect(estimate).toBeGreaterThanOrEqual(1);
      expect(estimate).toBeLessThanOrEqual(new TextEncoder().encode(text).length + 1);
    }),
    { seed: 20261128, numRuns: 500 },
  );
});

test('each message costs what a template puts around it', () => {
  const texts = ['Hi', 'Hello'];
  const plain = estimateRowTokens({ texts, messages: 0, hasSystem: false });
  const chat = estimateRowTokens({ texts, messages: 2, hasSystem: true });
  expect(chat - plain).toBe(16);
  expect(estimateRowTokens({ texts, messages: 2, hasSystem: false })).toBe(chat + 32);
});
