import { describe, expect, it } from 'vitest';
import { type CallRoute, readCall } from './call-route.ts';
import type { CalledModel } from './called-model.ts';

const model: CalledModel = {
  ...{ id: 'mdl_1', storagePrefix: 'models/1', base: null, contextLength: 64, hiddenSize: 8 },
  abilities: ['classify-texts', 'generate', 'embed', 'predict', 'recommend'],
};
const call = { model: 'm', modelId: 'mdl_1', createdAt: new Date(1_700_000_000_000) };
const choice = { text: 'yes', finishReason: 'stop', logprobs: null };
const generated = { choices: [choice], promptTokens: 3, completionTokens: 1 };

const cases: [CallRoute, object, object, { prompt: number; completion: number }, string][] = [
  [
    '/v1/chat/completions',
    { messages: [{ role: 'user', content: 'hi' }] },
    generated,
    { prompt: 3, completion: 1 },
    'chat.completion',
  ],
  ['/v1/completions', { prompt: 'hi' }, generated, { prompt: 3, completion: 1 }, 'text_completion'],
  ['/v1/embeddings', { input: 'hi' }, { vectors: [[1, 0]], tokens: [2] }, { prompt: 2, completion: 0 }, 'list'],
  [
    '/v1/classifications',
    { input: 'hi' },
    { results: [[{ label: 'a', score: 1 }]], tokens: [1] },
    { prompt: 1, completion: 0 },
    'list',
  ],
  [
    '/v1/predictions',
    { input: { area: 7 } },
    { results: [{ kind: 'value', value: 2, unseen: [] }], tokens: [1] },
    { prompt: 1, completion: 0 },
    'list',
  ],
  [
    '/v1/recommendations',
    { user: 7 },
    { results: [{ basis: 'popularity', items: [] }], tokens: [1] },
    { prompt: 0, completion: 1 },
    'list',
  ],
];

describe.each(cases)('%s', (route, body, answer, tokens, object) => {
  it('asks the worker, counts its answer and words it', () => {
    const read = readCall(route, { model: 'm', ...body });
    expect(read.model).toBe('m');
    const asked = read.ask(model);
    expect(asked.body.modelId).toBe('mdl_1');
    expect(asked.inputs).toBe(1);
    expect(asked.tokensMax).toBeGreaterThanOrEqual(1);
    const answered = asked.readAnswer(answer);
    expect(answered.tokens).toEqual(tokens);
    expect(answered.toObject(call)).toMatchObject({ object, model: 'm' });
  });

  it.each([[null], ['text'], [{ model: 'm' }], [body]])('refuses %j', (wrong) => {
    expect(() => readCall(route, wrong)).toThrow(/Missing required parameter|JSON object|Invalid value/);
  });

  it('refuses an answer to something else', () => {
    const asked = readCall(route, { model: 'm', ...body }).ask(model);
    expect(() => asked.readAnswer({ results: [], tokens: [], vectors: [], choices: [] })).toThrow(/something else/);
  });
});
