import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import OpenAI from 'openai';
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

const clientOf = ({ key }: TestTenant) => new OpenAI({ apiKey: key, baseURL: `${api.url}/v1`, maxRetries: 0 });
const embed = (tenant: TestTenant, body: Record<string, unknown>) =>
  clientOf(tenant)
    .embeddings.create(body as unknown as OpenAI.EmbeddingCreateParams)
    .withResponse();
const makeEncoder = () => insertBaseModel(api.deps, { facts: { kind: 'encoder', contextLength: 512 } });

it('answers all forms of input in their order, and bills the very tokens that it names', async () => {
  const tenant = await api.makeTenant();
  const { name: model, id } = await makeEncoder();
  const { data, response } = await embed(tenant, { model, input: ['one', 'two words'], encoding_format: 'float' });
  expect(data).toEqual({
    object: 'list',
    data: [3, 9].map((length, index) => ({
      object: 'embedding',
      index,
      embedding: [Math.cos(length), Math.sin(length), 0, 0],
    })),
    model,
    usage: { prompt_tokens: 3, total_tokens: 3 },
  });
  for (const input of ['x', [5, 6], [[5], [6, 7]]]) await embed(tenant, { model, input });
  expect(worker.seen.map(({ path, body }) => [path, body.modelId, body.inputs])).toEqual([
    ['/embed', id, ['one', 'two words']],
    ['/embed', id, ['x']],
    ['/embed', id, [[5, 6]]],
    ['/embed', id, [[5], [6, 7]]],
  ]);
  const { requests, usage, holds, wallet } = await readTestRows(api, tenant);
  const requestId = response.headers.get('x-request-id');
  expect(requests.find((row) => row.id === requestId)).toMatchObject({
    ...{ route: 'POST /v1/embeddings', inputs: 2, inputTokens: 3, outputTokens: 0, status: 200 },
  });
  // encoder/tiny: $0.05 for a million.
  expect(usage.find(({ eventKey }) => eventKey === `request:${requestId}`)).toMatchObject({
    tokens: 3n,
    rateMicros: 50_000n,
  });
  expect(holds.every(({ state }) => state === 'SETTLED')).toBe(true);
  expect(wallet.heldCreditMicros).toBe(0n);
  expect(response.headers.get('x-ratelimit-limit-tokens')).toBe('60000');
});

it('writes base64 as little-endian float32, which the client asks for when nobody says anything', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await makeEncoder();
  const { data } = await embed(tenant, { model, input: 'abc' });
  const expected = [Math.cos(3), Math.sin(3), 0, 0].map(Math.fround);
  expect([...(data.data[0]?.embedding ?? [])].map(Math.fround)).toEqual(expected);
  const raw = async (format: object) => {
    const response = await fetch(`${api.url}/v1/embeddings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, input: 'abc', ...format }),
    });
    return ((await response.json()) as { data: { embedding: unknown }[] }).data[0]?.embedding;
  };
  const bytes = Buffer.from(String(await raw({ encoding_format: 'base64' })), 'base64');
  expect([0, 4, 8, 12].map((offset) => bytes.readFloatLE(offset))).toEqual(expected);
  expect(await raw({})).toEqual([Math.cos(3), Math.sin(3), 0, 0]);
  expect(await raw({ encoding_format: null, dimensions: 4 })).toHaveLength(4);
});

it('shortens vectors to the dimensions that are asked for, and makes them 1 long again', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await makeEncoder();
  const vectorOf = async (dimensions: number) => {
    const { data } = await embed(tenant, { model, input: 'abc', dimensions, encoding_format: 'float' });
    return data.data[0]?.embedding;
  };
  expect(await vectorOf(1)).toEqual([-1]);
  expect((await vectorOf(3))?.map((value) => value.toFixed(6))).toEqual(['-0.989992', '0.141120', '0.000000']);
  // The client's own way: base64.
  const { data } = await embed(tenant, { model, input: 'abc', dimensions: 1 });
  expect(data.data[0]?.embedding).toEqual([-1]);
});

it('refuses bad input, other models and longer vectors before anything is held', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await makeEncoder();
  const cases: [Record<string, unknown>, unknown[]][] = [
    [{ input: undefined }, [400, 'missing_required_parameter', 'input']],
    [{ input: '' }, [400, 'invalid_value', 'input']],
    [{ input: [] }, [400, 'invalid_value', 'input']],
    [{ input: ['a', ''] }, [400, 'invalid_value', 'input[1]']],
    [{ input: [[]] }, [400, 'invalid_value', 'input[0]']],
    [{ input: [1.5] }, [400, 'invalid_value', 'input[0]']],
    [{ input: Array.from({ length: 2_049 }, () => 'x') }, [400, 'invalid_value', 'input']],
    [{ encoding_format: 'hex' }, [400, 'invalid_value', 'encoding_format']],
    [{ dimensions: 0 }, [400, 'invalid_value', 'dimensions']],
    [{ dimensions: 5 }, [400, 'invalid_value', 'dimensions']],
    [{ model: 'nothing' }, [404, 'model_not_found', 'model']],
    [{ model: (await insertBaseModel(api.deps, {})).name }, [400, 'invalid_value', 'model']],
    [{ model: (await insertModel(api.deps, tenant)).name }, [400, 'invalid_value', 'model']],
    [
      { model: (await insertBaseModel(api.deps, { tenant: await api.makeTenant() })).name },
      [404, 'model_not_found', 'model'],
    ],
  ];
  for (const [body, refusal] of cases)
    expect(await refusalOf(embed(tenant, { model, input: 'x', ...body })), JSON.stringify(body).slice(0, 80)).toEqual(
      refusal,
    );
  expect((await readTestRows(api, tenant)).holds).toEqual([]);
});

it('charges nothing for an answer that lacks a vector', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await makeEncoder();
  worker.behave = (_request, response) => {
    const answer = { vectors: [[1]], tokens: [1] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  };
  expect(await refusalOf(embed(tenant, { model, input: ['a', 'b'] }))).toEqual([500, 'internal_error', null]);
  expect(await readTestRows(api, tenant)).toMatchObject({ usage: [], holds: [{ state: 'RELEASED' }] });
});
