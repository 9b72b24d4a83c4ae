import { describe, expect, it } from 'vitest';
import { toChatObject, toCompletionObject } from './generation-object.ts';

const token = (text: string, logprob: number | null, top: [string, number][] = []) => ({
  token: text,
  bytes: [...Buffer.from(text)],
  logprob,
  top: top.map(([name, value]) => ({ token: name, bytes: null, logprob: value })),
});
const generated = (logprobs: ReturnType<typeof token>[] | null) => ({
  ...{ model: 'm', modelId: 'base_1', createdAt: new Date(1_500), amountMicros: 0n, latencyMs: 1 },
  answer: {
    choices: [{ text: '😀b', finishReason: 'length' as const, logprobs }],
    promptTokens: 1,
    completionTokens: 2,
  },
  ...{ promptTokens: 1, completionTokens: 2 },
});

describe('toCompletionObject', () => {
  it('counts offsets in characters, and always names the chosen token among the top', () => {
    const [choice] = toCompletionObject(
      generated([token('😀', null), token('b', -2, [['x', -1]]), token('!', -0.1, [['!', -0.1]])]),
    ).choices;
    expect(choice?.logprobs).toEqual({
      tokens: ['😀', 'b', '!'],
      token_logprobs: [null, -2, -0.1],
      top_logprobs: [null, { x: -1, b: -2 }, { '!': -0.1 }],
      text_offset: [0, 1, 2],
    });
  });

  it('has null without logprobs', () => {
    expect(toCompletionObject(generated(null))).toMatchObject({
      created: 1,
      choices: [{ index: 0, text: '😀b', logprobs: null, finish_reason: 'length' }],
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    });
  });
});

it('names the same fingerprint for the same model', () => {
  const print = () => toChatObject(generated(null)).system_fingerprint;
  expect(print()).toBe(print());
});
