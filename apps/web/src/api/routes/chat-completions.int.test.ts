import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { insertBaseModel, insertModel } from '../insert-test-data.ts';
import { readTestRows } from '../read-test-rows.ts';
import { refusalOf } from '../refusal-of.ts';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';
import { startTestWorker, type TestWorker } from '../start-test-worker.ts';

let database: TestDatabase;
let api: TestApi;
let worker: TestWorker;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});
beforeEach(async () => {
  worker = await startTestWorker(api.deps);
});
afterEach(() => worker.close());

const clientOf = ({ key, projectId }: TestTenant, { isOwnAddress = false } = {}) =>
  new OpenAI({ apiKey: key, baseURL: `${api.url}${isOwnAddress ? `/p/${projectId}` : ''}/v1`, maxRetries: 0 });
const question = [{ role: 'user', content: 'how are you' }];
const chat = (tenant: TestTenant, body: Record<string, unknown>) =>
  clientOf(tenant)
    .chat.completions.create({ messages: question, ...body } as unknown as ChatCompletionCreateParamsNonStreaming)
    .withResponse();
const rowsOf = (tenant: TestTenant) => readTestRows(api, tenant);

it('answers a base model in the form of OpenAI, and bills the very tokens that it names', async () => {
  const tenant = await api.makeTenant();
  const { name: model, id, storagePrefix } = await insertBaseModel(api.deps, {});
  const { data, response } = await chat(tenant, { model, seed: 7, max_tokens: 50 });
  expect(data).toEqual({
    id: expect.stringMatching(/^chatcmpl-\w{24}$/),
    object: 'chat.completion',
    created: expect.any(Number),
    model,
    system_fingerprint: expect.stringMatching(/^fp_[0-9a-f]{10}$/),
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'you are how <user> s7 c0', refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: {
      ...{ prompt_tokens: 4, completion_tokens: 6, total_tokens: 10 },
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
  });
  expect(worker.seen).toMatchObject([
    { path: '/generate', body: { modelId: id, storagePrefix, base: null, maxTokens: 50, temperature: 1, topP: 1 } },
  ]);
  expect(Number(worker.seen[0]?.deadline)).toBeGreaterThan(100_000);
  const { requests, usage, holds, wallet } = await rowsOf(tenant);
  const requestId = response.headers.get('x-request-id');
  expect(requests).toMatchObject([
    { id: requestId, route: 'POST /v1/chat/completions', status: 200, inputs: 1, inputTokens: 4, outputTokens: 6 },
  ]);
  // causal-lm/tiny: $0.40 for a million.
  expect(usage).toMatchObject([
    { eventKey: `request:${requestId}`, tokens: 10n, rateMicros: 400_000n, amountMicros: 4n, baseModel: model },
  ]);
  expect(holds).toMatchObject([{ state: 'SETTLED', settledMicros: 4n }]);
  expect(holds[0]?.amountMicros).toBeLessThanOrEqual(102n);
  expect(wallet).toMatchObject({ promoMicros: 4_999_996n, heldCreditMicros: 0n });
  expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('59');
  expect(response.headers.get('openai-organization')).toBe(tenant.organizationId);
});

it('names adapter and base to the worker, and a model that was trained whole alone; endpoints too', async () => {
  const tenant = await api.makeTenant();
  const base = await insertBaseModel(api.deps, { tenant });
  const adapter = await insertModel(api.deps, tenant, { task: 'text-generation', base });
  const whole = await insertModel(api.deps, tenant, { task: 'text-generation', base, isWhole: true });
  const { organizationId, projectId } = tenant;
  const endpoint = { id: newId('endpoint'), organizationId, projectId, name: 'helper', modelId: adapter.id };
  await withOrg(api.deps.db, organizationId, (tx) => tx.endpoint.create({ data: endpoint }));
  for (const model of [adapter.name, whole.id, 'helper'])
    await clientOf(tenant, { isOwnAddress: true }).chat.completions.create({
      model,
      messages: [{ role: 'user', content: 'x' }],
    });
  const { storagePrefix } = base;
  expect(worker.seen.map(({ body }) => [body.modelId, body.storagePrefix, body.base])).toEqual([
    [adapter.id, adapter.storagePrefix, { id: base.id, storagePrefix }],
    [whole.id, whole.storagePrefix, null],
    [adapter.id, adapter.storagePrefix, { id: base.id, storagePrefix }],
  ]);
  expect((await rowsOf(tenant)).usage).toMatchObject(
    [1, 2, 3].map(() => ({ baseModel: base.name, rateMicros: 400_000n })),
  );
});

it('takes every setting, gives choices and logprobs, and takes null for not given', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  const settings = {
    temperature: 0,
    top_p: 0.5,
    presence_penalty: -2,
    frequency_penalty: 2,
    logit_bias: { '5': -100 },
  };
  const messages = [
    { role: 'developer', content: 'be short' },
    {
      role: 'user',
      name: 'ann',
      content: [
        { type: 'text', text: 'one' },
        { type: 'text', text: 'two' },
      ],
    },
    { role: 'assistant', content: 'fine' },
    { role: 'user', content: 'why' },
  ];
  const body = {
    model,
    messages,
    n: 2,
    stop: ['<user>'],
    max_completion_tokens: 3,
    logprobs: true,
    top_logprobs: 2,
    ...settings,
  };
  const { data } = await chat(tenant, body);
  expect(data.choices.map(({ index, message, finish_reason }) => [index, message.content, finish_reason])).toEqual([
    [0, 'why', 'stop'],
    [1, 'why', 'stop'],
  ]);
  expect(data.choices[0]?.logprobs).toEqual({
    content: [
      {
        ...{ token: 'why', bytes: [119, 104, 121], logprob: -0.5 },
        top_logprobs: [
          { token: 't0', bytes: [116, 48], logprob: -1 },
          { token: 't1', bytes: [116, 49], logprob: -2 },
        ],
      },
    ],
    refusal: null,
  });
  expect(worker.seen[0]?.body).toMatchObject({
    prompt: {
      messages: [
        { role: 'system', content: 'be short' },
        { role: 'user', content: 'one\ntwo', name: 'ann' },
        { role: 'assistant', content: 'fine' },
        { role: 'user', content: 'why' },
      ],
    },
    ...{ n: 2, maxTokens: 3, temperature: 0, topP: 0.5, presencePenalty: -2, frequencyPenalty: 2 },
    ...{ logitBias: { '5': -100 }, stop: ['<user>'], logprobs: 2, seed: null, topK: null, echo: false },
  });
  const nothing = { temperature: null, top_p: null, n: null, stop: null, stream: null, tools: null, seed: null };
  const ignored = { user: 'u', store: true, metadata: { a: 'b' }, service_tier: 'auto', parallel_tool_calls: true };
  const { data: plain } = await chat(tenant, {
    model,
    ...nothing,
    ...ignored,
    tool_choice: 'auto',
    response_format: { type: 'text' },
  });
  expect(plain.choices).toHaveLength(1);
});

it('bounds an answer that nobody has bounded where a long context would hold much', async () => {
  const tenant = await api.makeTenant();
  const long = await insertBaseModel(api.deps, { facts: { contextLength: 131_072 } });
  const short = await insertBaseModel(api.deps, { facts: { contextLength: 256 } });
  for (const { name: model } of [long, short]) await chat(tenant, { model });
  expect(worker.seen.map(({ body }) => [body.maxTokens, body.isLengthSoft])).toEqual([
    [4_096, true],
    [256, true],
  ]);
  const held = (await rowsOf(tenant)).holds.map(({ amountMicros }) => Number(amountMicros)).toSorted((a, b) => a - b);
  // 256 tokens of context at $0.40, and 4096 besides the prompt.
  expect(held[0]).toBe(102);
  expect(held[1]).toBeGreaterThanOrEqual(1_638);
  expect(held[1]).toBeLessThan(1_920);
});

it('refuses bad input with the parameter at fault before anything is held', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  const user = { role: 'user', content: 'x' };
  const cases: [Record<string, unknown>, string, string][] = [
    [{ model: undefined }, 'missing_required_parameter', 'model'],
    [{ messages: undefined }, 'missing_required_parameter', 'messages'],
    [{ messages: [] }, 'invalid_value', 'messages'],
    [{ messages: [{ role: 'wizard', content: 'x' }] }, 'invalid_value', 'messages[0].role'],
    [{ messages: [user, { role: 'assistant', content: null }] }, 'invalid_value', 'messages[1].content'],
    [
      { messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      'missing_required_parameter',
      'messages[0].content[0].text',
    ],
    [
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] },
      'unsupported_parameter',
      'messages[0].content[0]',
    ],
    [
      { messages: [{ role: 'user', content: [{ type: 'input_audio' }] }] },
      'unsupported_parameter',
      'messages[0].content[0]',
    ],
    [{ messages: [{ role: 'tool', content: 'x', tool_call_id: 'y' }] }, 'unsupported_parameter', 'messages[0].role'],
    [
      { messages: [user, { role: 'assistant', content: null, tool_calls: [{}] }] },
      'unsupported_parameter',
      'messages[1].tool_calls',
    ],
    [{ stream: true }, 'unsupported_parameter', 'stream'],
    [{ stream: 'yes' }, 'invalid_value', 'stream'],
    [{ stream_options: { include_usage: true } }, 'unsupported_parameter', 'stream_options'],
    [{ tools: [{ type: 'function' }] }, 'unsupported_parameter', 'tools'],
    [{ tool_choice: 'required' }, 'unsupported_parameter', 'tool_choice'],
    [{ functions: [{ name: 'f' }] }, 'unsupported_parameter', 'functions'],
    [{ response_format: { type: 'json_schema' } }, 'unsupported_parameter', 'response_format'],
    [{ response_format: { type: 'json_object' } }, 'unsupported_parameter', 'response_format'],
    [{ modalities: ['text', 'audio'] }, 'unsupported_parameter', 'modalities'],
    [{ audio: { voice: 'x' } }, 'unsupported_parameter', 'audio'],
    [{ temperature: 2.1 }, 'invalid_value', 'temperature'],
    [{ temperature: '1' }, 'invalid_value', 'temperature'],
    [{ top_p: -0.1 }, 'invalid_value', 'top_p'],
    [{ n: 0 }, 'invalid_value', 'n'],
    [{ n: 129 }, 'invalid_value', 'n'],
    [{ stop: ['a', 'b', 'c', 'd', 'e'] }, 'invalid_value', 'stop'],
    [{ stop: '' }, 'invalid_value', 'stop'],
    [{ seed: 1.5 }, 'invalid_value', 'seed'],
    [{ presence_penalty: 3 }, 'invalid_value', 'presence_penalty'],
    [{ frequency_penalty: -3 }, 'invalid_value', 'frequency_penalty'],
    [{ logit_bias: { word: 1 } }, 'invalid_value', 'logit_bias.word'],
    [{ logit_bias: { '1': 101 } }, 'invalid_value', 'logit_bias.1'],
    [{ max_tokens: 0 }, 'invalid_value', 'max_tokens'],
    [{ max_tokens: 1, max_completion_tokens: 2 }, 'invalid_value', 'max_tokens'],
    [{ max_completion_tokens: 256 }, 'context_length_exceeded', 'max_completion_tokens'],
    [{ logprobs: 1 }, 'invalid_value', 'logprobs'],
    [{ logprobs: true, top_logprobs: 21 }, 'invalid_value', 'top_logprobs'],
    [{ top_logprobs: 1 }, 'invalid_value', 'top_logprobs'],
    [{ model: 'x'.repeat(301) }, 'invalid_value', 'model'],
  ];
  for (const [body, code, param] of cases)
    expect(await refusalOf(chat(tenant, { model, ...body })), JSON.stringify(body)).toEqual([400, code, param]);
  const error: unknown = await chat(tenant, { model, temperature: 2.1 }).catch((reason: unknown) => reason);
  expect((error as Error).message).toMatch(/temperature.*2/);
  expect(await rowsOf(tenant)).toMatchObject({ requests: [], usage: [], holds: [] });
  expect(worker.seen).toEqual([]);
});

it('names the right route for a model of another kind, and refuses what cannot be called', async () => {
  const tenant = await api.makeTenant();
  const other = await api.makeTenant();
  const classifier = await insertModel(api.deps, tenant);
  const encoder = await insertBaseModel(api.deps, { facts: { kind: 'encoder' } });
  const messageOf = async (model: string) =>
    String(await chat(tenant, { model }).catch((error: unknown) => (error as Error).message));
  expect(await messageOf(classifier.name)).toMatch(/classifies texts. Call POST \/v1\/classifications/);
  expect(await messageOf(encoder.name)).toMatch(/POST \/v1\/embeddings/);
  expect(await refusalOf(chat(tenant, { model: encoder.name }))).toEqual([400, 'invalid_value', 'model']);
  const deleted = await insertBaseModel(api.deps, { tenant, deletedAt: new Date() });
  const foreign = await insertBaseModel(api.deps, { tenant: other });
  const unready = await insertBaseModel(api.deps, { status: 'PENDING' });
  const tuned = await insertModel(api.deps, other, { task: 'text-generation', base: foreign });
  for (const model of [
    'text-classifier-lstm',
    'nothing',
    deleted.name,
    foreign.name,
    foreign.id,
    unready.name,
    tuned.name,
  ])
    expect(await refusalOf(chat(tenant, { model })), model).toEqual([404, 'model_not_found', 'model']);
  for (const status of ['PENDING', 'IMPORTING', 'FAILED'] as const) {
    const { name: model } = await insertBaseModel(api.deps, { tenant, status });
    expect(await refusalOf(chat(tenant, { model }))).toEqual([400, 'invalid_state', 'model']);
  }
});

it("calls an organization's own checkpoint before everybody's of the same name", async () => {
  const tenant = await api.makeTenant();
  const shared = await insertBaseModel(api.deps, { name: 'twin' });
  const own = await insertBaseModel(api.deps, { tenant, name: 'twin' });
  await chat(tenant, { model: 'twin' });
  await chat(await api.makeTenant(), { model: 'twin' });
  expect(worker.seen.map(({ body }) => body.modelId)).toEqual([own.id, shared.id]);
});
