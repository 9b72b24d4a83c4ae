import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import OpenAI from 'openai';
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { insertBaseModel } from '../../../api/insert-test-data.ts';
import { readTestRows } from '../../../api/read-test-rows.ts';
import { refusalOf } from '../../../api/refusal-of.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../../api/start-test-api.ts';
import { startTestWorker, type TestWorker } from '../../../api/start-test-worker.ts';

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

const clientOf = ({ key }: TestTenant) => new OpenAI({ apiKey: key, baseURL: `${api.url}/v1`, maxRetries: 0 });
const question = [{ role: 'user', content: 'how are you' }];
const chat = (tenant: TestTenant, body: Record<string, unknown>) =>
  clientOf(tenant)
    .chat.completions.create({ messages: question, ...body } as unknown as ChatCompletionCreateParamsNonStreaming)
    .withResponse();
const rowsOf = (tenant: TestTenant) => readTestRows(api, tenant);

it('charges one call for a request that is sent twice with one key', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  const send = (content: string) =>
    clientOf(tenant)
      .chat.completions.create(
        { model, messages: [{ role: 'user', content }] },
        { headers: { 'Idempotency-Key': 'k' } },
      )
      .withResponse();
  const first = await send('x');
  const second = await send('x');
  expect(second.data).toEqual(first.data);
  expect(second.response.headers.get('idempotent-replayed')).toBe('true');
  expect(await refusalOf(send('y'))).toEqual([409, 'idempotency_key_reused', 'Idempotency-Key']);
  expect((await rowsOf(tenant)).usage).toHaveLength(1);
});

it('keeps an answer with what PostgreSQL has no character for, byte by byte', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  worker.behave = (_request, response) => {
    const answer = {
      choices: [{ text: 'a\u0000b\ud800', finishReason: 'stop', logprobs: null }],
      promptTokens: 1,
      completionTokens: 1,
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
  const send = async () => {
    const response = await fetch(`${api.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/json', 'idempotency-key': 'nul' },
      body: JSON.stringify({ model, messages: question }),
    });
    return { status: response.status, text: await response.text() };
  };
  const first = await send();
  expect(first).toMatchObject({ status: 200, text: expect.stringContaining('a\\u0000b\\ud800') });
  expect(await send()).toEqual(first);
  expect((await rowsOf(tenant)).usage).toHaveLength(1);
});

it('passes on what the worker refuses, with its parameter, and charges nothing for it', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  worker.behave = (_request, response) => {
    const error = {
      code: 'context_length_exceeded',
      message: 'The prompt has 300 tokens.',
      param: 'messages',
      retryable: false,
    };
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  };
  expect(await refusalOf(chat(tenant, { model }))).toEqual([400, 'context_length_exceeded', 'messages']);
  const { usage, holds, requests, wallet } = await rowsOf(tenant);
  expect([usage.length, holds[0]?.state, requests[0]?.status]).toEqual([0, 'RELEASED', 400]);
  expect(wallet).toMatchObject({ promoMicros: 5_000_000n, heldCreditMicros: 0n });
});

it('stops the worker and charges nothing when the client hangs up', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  let stopped = false;
  const reached = new Promise<void>((resolve) => {
    worker.behave = (request, response) => {
      resolve();
      request.resume();
      response.on('close', () => {
        stopped = true;
      });
    };
  });
  const abort = new AbortController();
  const rejected = expect(
    clientOf(tenant).chat.completions.create(
      { model, messages: [{ role: 'user', content: 'x' }] },
      { signal: abort.signal },
    ),
  ).rejects.toThrow(/abort/i);
  await reached;
  abort.abort();
  await rejected;
  await expect.poll(() => stopped, { timeout: 10_000 }).toBe(true);
  await expect
    .poll(async () => (await rowsOf(tenant)).requests, { timeout: 20_000 })
    .toMatchObject([{ status: 499, errorCode: 'client_disconnect', outputTokens: 0 }]);
  expect(await rowsOf(tenant)).toMatchObject({
    usage: [],
    wallet: { heldCreditMicros: 0n, promoMicros: 5_000_000n },
  });
});

it('never charges more than it held, whatever the worker counts', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  worker.behave = (_request, response) => {
    const choices = [{ text: 'x', finishReason: 'stop', logprobs: null }];
    const answer = { choices, promptTokens: 1_000_000, completionTokens: 5 };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
  await chat(tenant, { model });
  const { usage, holds } = await rowsOf(tenant);
  expect(usage).toMatchObject([{ tokens: 256n }]);
  expect(holds[0]?.settledMicros).toBe(holds[0]?.amountMicros);
});

it('never spends more than the credit, however many calls come at once', async () => {
  // Each call holds 256 tokens of context, 102 micro-dollars, and costs 10 tokens: so many of them fit at once.
  const tenant = await api.makeTenant({ planCode: 'pro', creditMicros: 1_000n });
  const { name: model } = await insertBaseModel(api.deps, {});
  const calls = await Promise.allSettled(Array.from({ length: 50 }, () => chat(tenant, { model })));
  const passed = calls.filter(({ status }) => status === 'fulfilled').length;
  expect(passed).toBeGreaterThan(0);
  // A machine under load may refuse for want of a connection too; that costs nothing either.
  const refusals = ['insufficient_quota', 'database_unavailable'];
  for (const call of calls)
    if (call.status === 'rejected') expect(refusals).toContain((call.reason as { code: unknown }).code);
  const { usage, wallet, holds } = await rowsOf(tenant);
  expect(usage).toHaveLength(passed);
  const spent = usage.reduce((sum, { amountMicros }) => sum + amountMicros, 0n);
  const held = holds.filter(({ state }) => state === 'HELD').reduce((sum, { amountMicros }) => sum + amountMicros, 0n);
  expect(wallet).toMatchObject({ promoMicros: 1_000n - spent, heldCreditMicros: held });
  expect(wallet.promoMicros - held).toBeGreaterThanOrEqual(0n);
});

it('refuses without money, once', async () => {
  const tenant = await api.makeTenant({ creditMicros: 10n });
  const { name: model } = await insertBaseModel(api.deps, {});
  const refused: unknown = await chat(tenant, { model }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ status: 429, code: 'insufficient_quota', type: 'insufficient_quota' });
  expect((refused as { headers: Headers }).headers.get('x-should-retry')).toBe('false');
  expect(worker.seen).toEqual([]);
});
