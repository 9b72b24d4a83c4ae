import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
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
const post = (tenant: TestTenant, path: 'predictions' | 'recommendations', body: object, headers = {}) =>
  clientOf(tenant).post<Record<string, unknown>>(`/${path}`, { body, headers }).withResponse();
/** Nothing sorts them; a call of more inputs costs more in these tests. */
async function rowsOf(tenant: TestTenant) {
  const { requests, holds, usage, wallet } = await readTestRows(api, tenant);
  return {
    requests: requests.toSorted((a, b) => a.inputs - b.inputs),
    holds: holds.toSorted((a, b) => Number(a.amountMicros - b.amountMicros)),
    usage: usage.toSorted((a, b) => Number(a.amountMicros - b.amountMicros)),
    wallet,
  };
}

it('predicts a row by the name of an endpoint and several by the model, and bills the cells that are read', async () => {
  const tenant = await api.makeTenant();
  const { organizationId, projectId } = tenant;
  const model = await insertModel(api.deps, tenant, { task: 'tabular' });
  const endpoint = { id: newId('endpoint'), organizationId, projectId, name: 'income', modelId: model.id };
  await withOrg(api.deps.db, organizationId, (tx) => tx.endpoint.create({ data: endpoint }));
  const one = await post(tenant, 'predictions', { model: 'income', input: { age: 41, city: null } });
  const best = { label: 'good', score: 0.75 };
  expect(one.data).toEqual({
    ...{ id: expect.stringMatching(/^pred-.{24}/), object: 'list', model: 'income', created: expect.any(Number) },
    data: [{ object: 'prediction', index: 0, ...best, scores: [best], unseen: ['city'] }],
    usage: { prompt_tokens: 2, total_tokens: 2 },
  });
  const input = [{ age: '41', city: 'Oslo', member: true }, { value: 2.5 }];
  const several = await post(tenant, 'predictions', { model: model.name, input, top_k: 2, store: false });
  expect(several.data).toMatchObject({
    data: [
      { index: 0, label: 'good', scores: [best, { label: 'bad', score: 0.25 }] },
      { object: 'prediction', index: 1, value: 2.5, unseen: [] },
    ],
    usage: { total_tokens: 4 },
  });
  expect(worker.seen.map(({ path, body }) => [path, body.modelId, body.rows, body.topK])).toEqual([
    ['/predict', model.id, [{ age: 41, city: null }], 1],
    ['/predict', model.id, input, 2],
  ]);
  const { requests, usage, holds, wallet } = await rowsOf(tenant);
  expect(requests).toMatchObject([
    { route: 'POST /v1/predictions', status: 200, inputs: 1, inputTokens: 2, endpointId: endpoint.id },
    { route: 'POST /v1/predictions', status: 200, inputs: 2, inputTokens: 4, endpointId: null },
  ]);
  // $1 for a million cells.
  expect(usage.map(({ amountMicros }) => amountMicros)).toEqual([2n, 4n]);
  expect(holds).toMatchObject([{ state: 'SETTLED' }, { state: 'SETTLED' }]);
  expect(wallet).toMatchObject({ promoMicros: 4_999_994n, heldCreditMicros: 0n });
  // The plan's limits alone count, not those of lists and polls.
  expect(several.response.headers.get('x-ratelimit-limit-requests')).toBe('60');
  const counted = { key: { startsWith: `key:${tenant.keyId}:` } };
  const buckets = await api.deps.db.system.rateLimit.findMany({ where: counted, orderBy: { key: 'asc' } });
  expect(buckets.map(({ key }) => key.split(':').at(-1))).toEqual(['requests', 'tokens']);
});

it('recommends to one user and to several, and bills the items that are answered', async () => {
  const tenant = await api.makeTenant();
  const { name: model, id } = await insertModel(api.deps, tenant, { task: 'recommendation' });
  const one = await post(tenant, 'recommendations', { model, user: 'ann', top_k: 2 });
  expect(one.data).toEqual({
    ...{ id: expect.stringMatching(/^rec-.{24}/), object: 'list', model, created: expect.any(Number) },
    data: [
      {
        ...{ object: 'recommendation', index: 0, user: 'ann', basis: 'interactions' },
        items: [
          { item: 'b', score: 5 },
          { item: 'c', score: 4 },
        ],
      },
    ],
    usage: { prompt_tokens: 0, completion_tokens: 2, total_tokens: 2 },
  });
  const asked = { users: ['ann', 7], items: ['a', 'b', 3], exclude: ['b'], include_seen: true };
  const several = await post(tenant, 'recommendations', { model, ...asked });
  expect(several.data).toMatchObject({
    data: [
      { user: 'ann', items: [{ item: 'a' }, { item: '3' }] },
      { index: 1, user: 7, basis: 'popularity', items: [{ item: 'a' }, { item: '3' }] },
    ],
    usage: { total_tokens: 4 },
  });
  expect(worker.seen.map(({ body }) => body)).toMatchObject([
    { modelId: id, users: ['ann'], topK: 2, items: null, exclude: [], includesSeen: false },
    { users: ['ann', 7], topK: 10, items: ['a', 'b', 3], exclude: ['b'], includesSeen: true },
  ]);
  const { requests, holds, usage } = await rowsOf(tenant);
  expect(requests).toMatchObject([
    { inputs: 1, inputTokens: 0, outputTokens: 2 },
    { inputs: 2, inputTokens: 0, outputTokens: 4 },
  ]);
  // $2 for a million items: held for two of one user, and for three of two users.
  expect(holds.map(({ amountMicros }) => Number(amountMicros))).toEqual([4, 12]);
  expect(usage.map(({ amountMicros }) => amountMicros)).toEqual([4n, 8n]);
});

it('refuses rows and users that are none, before anything is held', async () => {
  const tenant = await api.makeTenant();
  const table = (await insertModel(api.deps, tenant, { task: 'tabular' })).name;
  const recommender = (await insertModel(api.deps, tenant, { task: 'recommendation' })).name;
  const row = { age: 1 };
  const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, column) => [`c${column}`, 1]));
  const rows: [object, string, string][] = [
    [{ input: row }, 'missing_required_parameter', 'model'],
    [{ model: table }, 'missing_required_parameter', 'input'],
    [{ model: table, input: 'age=1' }, 'invalid_value', 'input'],
    [{ model: table, input: {} }, 'invalid_value', 'input'],
    [{ model: table, input: [] }, 'invalid_value', 'input'],
    [{ model: table, input: [row, [1]] }, 'invalid_value', 'input[1]'],
    [{ model: table, input: [row, row, {}] }, 'invalid_value', 'input[2]'],
    [{ model: table, input: [row, row, row, { age: { years: 1 } }] }, 'invalid_value', 'input[3].age'],
    [{ model: table, input: { age: [1] } }, 'invalid_value', 'input.age'],
    [{ model: table, input: { age: 'x'.repeat(50_001) } }, 'invalid_value', 'input.age'],
    [{ model: table, input: { ['x'.repeat(201)]: 1 } }, 'invalid_value', 'input'],
    [{ model: table, input: Array.from({ length: 1_025 }, () => row) }, 'invalid_value', 'input'],
    [{ model: table, input: Array.from({ length: 101 }, () => wide) }, 'invalid_value', 'input'],
    [{ model: table, input: { ...wide, one: 'more' } }, 'invalid_value', 'input'],
    [{ model: table, input: row, top_k: 0 }, 'invalid_value', 'top_k'],
    [{ model: table, input: row, top_k: 1_001 }, 'invalid_value', 'top_k'],
    [{ model: recommender, input: row }, 'invalid_value', 'model'],
  ];
  const users: [object, string, string][] = [
    [{ user: 'ann' }, 'missing_required_parameter', 'model'],
    [{ model: recommender }, 'invalid_value', 'user'],
    [{ model: recommender, user: 'ann', users: ['bob'] }, 'invalid_value', 'users'],
    [{ model: recommender, user: ' ' }, 'invalid_value', 'user'],
    [{ model: recommender, user: 'x'.repeat(201) }, 'invalid_value', 'user'],
    [{ model: recommender, users: [] }, 'invalid_value', 'users'],
    [{ model: recommender, users: ['ann', { id: 1 }] }, 'invalid_value', 'users[1]'],
    [{ model: recommender, users: Array.from({ length: 129 }, (_, at) => at) }, 'invalid_value', 'users'],
    [{ model: recommender, user: 1, top_k: 1.5 }, 'invalid_value', 'top_k'],
    [{ model: recommender, user: 1, items: [] }, 'invalid_value', 'items'],
    [{ model: recommender, user: 1, exclude: ['b', ''] }, 'invalid_value', 'exclude[1]'],
    [{ model: recommender, user: 1, include_seen: 'yes' }, 'invalid_value', 'include_seen'],
    [{ model: table, user: 1 }, 'invalid_value', 'model'],
  ];
  for (const [body, ...error] of rows)
    expect(await refusalOf(post(tenant, 'predictions', body)), JSON.stringify(body).slice(0, 90)).toEqual([
      400,
      ...error,
    ]);
  for (const [body, ...error] of users)
    expect(await refusalOf(post(tenant, 'recommendations', body)), JSON.stringify(body).slice(0, 90)).toEqual([
      400,
      ...error,
    ]);
  expect(await rowsOf(tenant)).toMatchObject({ requests: [], usage: [], holds: [] });
});

it('names the route of a model that does something else', async () => {
  const tenant = await api.makeTenant();
  const { name: classifier } = await insertModel(api.deps, tenant);
  const { name: writer } = await insertBaseModel(api.deps, { tenant });
  const { name: table } = await insertModel(api.deps, tenant, { task: 'tabular' });
  await expect(post(tenant, 'predictions', { model: classifier, input: { a: 1 } })).rejects.toThrow(
    /classifies texts\. Call POST \/v1\/classifications/,
  );
  await expect(post(tenant, 'recommendations', { model: writer, user: 1 })).rejects.toThrow(/\/v1\/chat\/completions/);
  await expect(
    clientOf(tenant).chat.completions.create({ model: table, messages: [{ role: 'user', content: 'x' }] }),
  ).rejects.toThrow(/predicts a column of table rows\. Call POST \/v1\/predictions/);
  await expect(post(tenant, 'predictions', { model: 'tabular-mlp', input: { a: 1 } })).rejects.toMatchObject({
    ...{ status: 404, code: 'model_not_found' },
    message: expect.stringContaining('fine-tune it first'),
  });
});

it('passes on what the worker refuses, by the name that the client knows, and charges nothing', async () => {
  const tenant = await api.makeTenant();
  const { name: table } = await insertModel(api.deps, tenant, { task: 'tabular' });
  const { name: recommender } = await insertModel(api.deps, tenant, { task: 'recommendation' });
  let param = '';
  worker.behave = (_request, response) => {
    const error = { code: 'invalid_value', message: 'Row 1: it lacks the column "age".', param, retryable: false };
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  };
  const refused = async (from: string, path: 'predictions' | 'recommendations', body: object) => {
    param = from;
    return (await refusalOf(post(tenant, path, body)))[2];
  };
  const row = { city: 'Oslo' };
  expect(await refused('rows[0].age', 'predictions', { model: table, input: row })).toBe('input.age');
  expect(await refused('rows[1].age', 'predictions', { model: table, input: [row, row] })).toBe('input[1].age');
  expect(await refused('input[0].age', 'predictions', { model: table, input: row })).toBe('input.age');
  expect(await refused('input[1].age', 'predictions', { model: table, input: [row, row] })).toBe('input[1].age');
  expect(await refused('model', 'predictions', { model: table, input: [row] })).toBe('model');
  expect(await refused('users[0]', 'recommendations', { model: recommender, user: 1 })).toBe('user');
  expect(await refused('users[1]', 'recommendations', { model: recommender, users: [1, 2] })).toBe('users[1]');
  const { usage, holds, wallet, requests } = await rowsOf(tenant);
  expect(usage).toEqual([]);
  expect(new Set(holds.map(({ state }) => state))).toEqual(new Set(['RELEASED']));
  expect(wallet.heldCreditMicros).toBe(0n);
  expect(requests.map(({ status }) => status)).toEqual(Array.from({ length: 7 }, () => 400));
});

it('charges one call for a request that is sent twice with one key, and none without credit', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant, { task: 'recommendation' });
  const once = () => post(tenant, 'recommendations', { model, user: 'ann' }, { 'Idempotency-Key': 'k' });
  const first = await once();
  const second = await once();
  expect(second.data).toEqual(first.data);
  expect(second.response.headers.get('idempotent-replayed')).toBe('true');
  expect((await rowsOf(tenant)).usage).toHaveLength(1);
  const poor = await api.makeTenant({ creditMicros: 1n });
  const { name: table } = await insertModel(api.deps, poor, { task: 'tabular' });
  const call = post(poor, 'predictions', { model: table, input: { a: 1, b: 2 } });
  await expect(call).rejects.toMatchObject({ status: 429, code: 'insufficient_quota' });
});

it('answers no user with no item for one token at least', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant, { task: 'recommendation' });
  const { data } = await post(tenant, 'recommendations', { model, user: 'ann', items: ['a'], exclude: ['a'] });
  expect(data).toMatchObject({ data: [{ items: [] }], usage: { total_tokens: 1 } });
});
