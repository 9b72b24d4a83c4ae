import { expect, it } from 'vitest';
import { checkRequest, type GenerationRequest } from './generation-request.ts';

const config = {
  vocabSize: 50,
  contextLength: 10,
  layers: 1,
  hiddenSize: 8,
  heads: 2,
  kvHeads: 2,
  headDim: 4,
  slidingWindow: null,
};
const check = (part: Partial<GenerationRequest>) =>
  checkRequest({ promptIds: [1, 2, 3], ...part }, { config, eosIds: [4, 5], maxBatch: 4 });

it('fills in what is left open', () => {
  expect(check({ seed: 7 })).toEqual({
    promptIds: [1, 2, 3],
    sampling: expect.objectContaining({ temperature: 1, topP: 1 }),
    maxTokens: 7,
    n: 1,
    seed: 7,
    stop: [],
    logprobs: null,
    echo: false,
    endIds: new Set([4, 5]),
    skipSpecialTokens: true,
  });
  expect(check({}).seed).not.toBe(check({}).seed);
  expect(check({ ignoreEos: true }).endIds.size).toBe(0);
  expect(check({ maxTokens: 0, promptIds: Array(10).fill(1) })).toMatchObject({ maxTokens: 0 });
});

it.each<[Partial<GenerationRequest>, string, string]>([
  [{ promptIds: [] }, 'prompt', 'has no tokens'],
  [{ promptIds: [1, 50] }, 'prompt', 'token 50; this model knows 0 to 49'],
  [{ promptIds: [1.5] }, 'prompt', 'token 1.5'],
  [{ maxTokens: -1 }, 'max_tokens', 'from 0'],
  [{ n: 0 }, 'n', 'from 1 to 4'],
  [{ n: 5 }, 'n', 'from 1 to 4'],
  [{ seed: 0.5 }, 'seed', 'whole number'],
  [{ logprobs: 21 }, 'top_logprobs', 'from 0 to 20'],
  [{ stop: ['a', ''] }, 'stop', 'must not be empty'],
  [{ stop: ['\ud83d'] }, 'stop', 'surrogate'],
  [{ sampling: { temperature: 3 } }, 'temperature', 'from 0 to 2'],
])('refuses %o', (part, param, what) => {
  expect(() => check(part)).toThrow(
    expect.objectContaining({ code: 'invalid_value', param, message: expect.stringContaining(what) }),
  );
});

it.each<[Partial<GenerationRequest>, string, string]>([
  [{ promptIds: Array(10).fill(1) }, 'prompt', '10 tokens, which leaves no room'],
  [{ promptIds: Array(11).fill(1), maxTokens: 0 }, 'prompt', '11 tokens'],
  [{ maxTokens: 8 }, 'max_tokens', 'at most 7 fit'],
])('tells what exceeds the context: %o', (part, param, what) => {
  expect(() => check(part)).toThrow(
    expect.objectContaining({ code: 'context_length_exceeded', param, message: expect.stringContaining(what) }),
  );
});
