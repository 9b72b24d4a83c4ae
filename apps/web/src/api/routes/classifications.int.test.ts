import { openDatabase } from '@modelmint/db/open-database';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import OpenAI, { type APIError } from 'openai';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { insertBaseModel, insertModel } from '../insert-test-data.ts';
import { readTestRows } from '../read-test-rows.ts';
import { refusalOf } from '../refusal-of.ts';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';
import { registerTestWorker, startTestWorker, type TestWorker } from '../start-test-worker.ts';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  const owner = openDatabase({ appUrl: database.ownerUrl, systemUrl: database.ownerUrl, applicationName: 'test' });
  const free = await owner.app.plan.findUniqueOrThrow({ where: { code: 'free' } });
  await owner.app.plan.create({ data: { ...free, code: 'ten', requestsPerMinute: 10 } });
  await owner.close();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

let worker: TestWorker;
beforeEach(async () => {
  worker = await startTestWorker(api.deps);
});
afterEach(() => worker.close());

const clientOf = ({ key }: TestTenant, maxRetries = 0) =>
  new OpenAI({ apiKey: key, baseURL: `${api.url}/v1`, maxRetries });
const classify = (tenant: TestTenant, body: object) =>
  clientOf(tenant).post<Record<string, unknown>>('/classifications', { body }).withResponse();
const rowsOf = (tenant: TestTenant) => readTestRows(api, tenant);

it('classifies, and bills the very tokens that it names', async () => {
  const tenant = await api.makeTenant();
  const model = await insertModel(api.deps, tenant);
  const input = ['a fine day', 'two words'];
  const { data, response } = await classify(tenant, { model: model.name, input, top_k: 2 });
  const scores = [
    { label: 'good', score: 0.75 },
    { label: 'bad', score: 0.25 },
  ];
  expect(data).toMatchObject({
    ...{ id: expect.stringMatching(/^clsf-/), object: 'list', model: model.name },
    data: [0, 1].map((index) => ({ object: 'classification', index, label: 'good', score: 0.75, scores })),
    usage: { prompt_tokens: 5, total_tokens: 5 },
  });
  expect(worker.seen[0]?.authorization).toBe(`Bearer ${api.deps.env.secrets.internalToken}`);
  expect(Number(worker.seen[0]?.deadline)).toBeGreaterThan(1_000);
  const { requests, usage, holds, wallet } = await rowsOf(tenant);
  const requestId = response.headers.get('x-request-id');
  expect(requests).toMatchObject([{ id: requestId, status: 200, inputs: 2, inputTokens: 5, modelId: model.id }]);
  expect(usage).toMatchObject([
    { eventKey: `request:${requestId}`, tokens: 5n, amountMicros: 5n, apiKeyId: tenant.keyId },
  ]);
  expect(holds).toMatchObject([{ state: 'SETTLED', settledMicros: 5n }]);
  expect(wallet).toMatchObject({ promoMicros: 4_999_995n, heldCreditMicros: 0n });
  expect(response.headers.get('x-ratelimit-limit-requests')).toBe('60');
  expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('59');
  expect(response.headers.get('x-ratelimit-reset-requests')).toBe('1s');
  expect(response.headers.get('openai-organization')).toBe(tenant.organizationId);
  expect(Number(response.headers.get('openai-processing-ms'))).toBeGreaterThan(0);
});

it('finds a model by endpoint, name and id, and follows an endpoint that is repointed', async () => {
  const tenant = await api.makeTenant();
  const first = await insertModel(api.deps, tenant);
  const second = await insertModel(api.deps, tenant);
  const { organizationId, projectId } = tenant;
  const endpoint = { id: newId('endpoint'), organizationId, projectId, name: 'reviews', modelId: first.id };
  await withOrg(api.deps.db, organizationId, (tx) => tx.endpoint.create({ data: endpoint }));
  for (const model of ['reviews', first.name, first.id]) await classify(tenant, { model, input: 'x' });
  await withOrg(api.deps.db, organizationId, (tx) =>
    tx.endpoint.update({ where: { id: endpoint.id }, data: { modelId: second.id } }),
  );
  await classify(tenant, { model: 'reviews', input: 'x' });
  expect(worker.seen.map(({ body }) => body.modelId)).toEqual([first.id, first.id, first.id, second.id]);
});

it('refuses bad input before anything is held', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant);
  const cases: [object, object][] = [
    [{ input: 'x' }, { status: 400, code: 'missing_required_parameter', param: 'model' }],
    [{ model }, { status: 400, param: 'input' }],
    [
      { model, input: '' },
      { status: 400, code: 'invalid_value', param: 'input' },
    ],
    [
      { model, input: [] },
      { status: 400, param: 'input' },
    ],
    [
      { model, input: ['a', ' '] },
      { status: 400, param: 'input[1]' },
    ],
    [
      { model, input: Array.from({ length: 2_049 }, () => 'x') },
      { status: 400, param: 'input' },
    ],
    [
      { model, input: 'x'.repeat(50_001) },
      { status: 400, param: 'input' },
    ],
    [
      { model, input: [{ type: 'image_url' }] },
      { status: 400, code: 'unsupported_parameter', param: 'input' },
    ],
    [
      { model, input: 'x', top_k: 0 },
      { status: 400, param: 'top_k' },
    ],
    [
      { model: 'text-classifier-lstm', input: 'x' },
      { status: 404, code: 'model_not_found' },
    ],
    [
      { model: 'ft:other', input: 'x' },
      { status: 404, code: 'model_not_found', param: 'model' },
    ],
  ];
  for (const [body, error] of cases)
    await expect(classify(tenant, body), JSON.stringify(body).slice(0, 80)).rejects.toMatchObject(error);
  expect(await rowsOf(tenant)).toMatchObject({ requests: [], usage: [], holds: [] });
});

it('lets go of the money when the worker fails, and is told so', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant);
  worker.behave = (_request, response) => {
    const error = { code: 'model_loading', message: 'The model is being loaded.', retryable: true };
    response.writeHead(503, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
  };
  const failed = await classify(tenant, { model, input: 'x' }).catch((error: unknown) => error);
  expect(failed).toMatchObject({ status: 503, code: 'model_loading' });
  expect((failed as { headers: Headers }).headers.get('retry-after-ms')).toBe('2000');
  const { requests, usage, holds, wallet } = await rowsOf(tenant);
  expect(requests).toMatchObject([{ status: 503, errorCode: 'model_loading', inputTokens: 0 }]);
  expect(usage).toEqual([]);
  expect(holds).toMatchObject([{ state: 'RELEASED' }]);
  expect(wallet).toMatchObject({ promoMicros: 5_000_000n, heldCreditMicros: 0n });
});

it('passes over a worker that is gone, and says so when all are', async () => {
  const tenant = await api.makeTenant();
  const { id, name: model } = await insertModel(api.deps, tenant);
  const gone = await registerTestWorker(api.deps, 'http://127.0.0.1:9');
  await api.deps.db.system.worker.update({ where: { id: gone.id }, data: { warmModels: [id] } });
  expect((await classify(tenant, { model, input: 'x' })).response.status).toBe(200);
  await api.deps.db.system.worker.deleteMany();
  await expect(classify(tenant, { model, input: 'x' })).rejects.toMatchObject({
    status: 503,
    code: 'engine_overloaded',
  });
  expect((await rowsOf(tenant)).wallet.heldCreditMicros).toBe(0n);
});

it('stops the worker and charges nothing when the client hangs up', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant);
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
  const call = clientOf(tenant).post('/classifications', { body: { model, input: 'x' }, signal: abort.signal });
  const rejected = expect(call).rejects.toThrow(/abort/i);
  await reached;
  abort.abort();
  await rejected;
  await expect.poll(() => stopped, { timeout: 10_000 }).toBe(true);
  await expect
    .poll(async () => (await rowsOf(tenant)).requests, { timeout: 20_000 })
    .toMatchObject([{ status: 499, errorCode: 'client_disconnect' }]);
  const { usage, wallet } = await rowsOf(tenant);
  expect(usage).toEqual([]);
  expect(wallet.heldCreditMicros).toBe(0n);
});

it('refuses without money, once', async () => {
  const tenant = await api.makeTenant({ creditMicros: 1n });
  const { name: model } = await insertModel(api.deps, tenant);
  const refused = await classify(tenant, { model, input: 'a b c' }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ status: 429, code: 'insufficient_quota' });
  expect((refused as { headers: Headers }).headers.get('x-should-retry')).toBe('false');
  expect(worker.seen).toEqual([]);
});

it('lets exactly the limit through, says truly how long to wait, and the client succeeds after it', async () => {
  const tenant = await api.makeTenant({ planCode: 'ten' });
  const { name: model } = await insertModel(api.deps, tenant);
  const startedAt = Date.now();
  const burst = await Promise.allSettled(Array.from({ length: 16 }, () => classify(tenant, { model, input: 'x' })));
  const passed = burst.filter((one) => one.status === 'fulfilled').length;
  // 10 at once, and one more for each 6 seconds that it took.
  expect(passed).toBeGreaterThanOrEqual(10);
  expect(passed).toBeLessThanOrEqual(10 + Math.ceil((Date.now() - startedAt) / 6_000));
  const refused = burst.find((one) => one.status === 'rejected')?.reason as APIError;
  expect(refused).toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'requests' });
  const waitMs = Number(refused.headers?.get('retry-after-ms'));
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(6_000);
  expect(refused.headers?.get('x-ratelimit-limit-requests')).toBe('10');
  expect(refused.headers?.get('x-ratelimit-remaining-requests')).toBe('0');
  const patient = clientOf(tenant, 3);
  expect(await patient.post('/classifications', { body: { model, input: 'x' } })).toMatchObject({ object: 'list' });
  expect((await rowsOf(tenant)).usage).toHaveLength(passed + 1);
});

it('gives back the tokens that were estimated too high, and all of a failed call', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant);
  const left = async () => {
    const { response } = await classify(tenant, { model, input: 'x' });
    return Number(response.headers.get('x-ratelimit-remaining-tokens'));
  };
  const before = await left();
  worker.behave = (_request, response) => response.writeHead(500).end('{}');
  await expect(classify(tenant, { model, input: 'w '.repeat(9_000) })).rejects.toMatchObject({ status: 500 });
  worker.behave = null;
  expect(await left()).toBeGreaterThanOrEqual(before - 5);
  await expect(
    classify(tenant, { model, input: ['w '.repeat(24_000), 'w '.repeat(24_000), 'w '.repeat(24_000)] }),
  ).rejects.toMatchObject({ status: 429, code: 'rate_limit_exceeded', type: 'tokens' });
});

it('answers a call that was charged, also when the estimate cannot be corrected', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant);
  const { ownerUrl } = database;
  const owner = openDatabase({ appUrl: ownerUrl, systemUrl: ownerUrl, applicationName: 'owner' });
  const signature = 'text[], float8[], float8[], float8[]';
  const answer = { results: [[{ label: 'good', score: 1 }]], tokens: [2] };
  worker.behave = (_request, response) => {
    owner.system
      .$executeRawUnsafe(`ALTER FUNCTION take_tokens(${signature}) RENAME TO away`)
      .then(() => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer)))
      .catch((error: Error) => response.destroy(error));
  };
  try {
    // Three tokens by the estimate, two by the worker.
    const { data } = await classify(tenant, { model, input: 'fine, day' });
    expect(data).toMatchObject({ usage: { total_tokens: 2 } });
  } finally {
    await owner.system.$executeRawUnsafe(`ALTER FUNCTION away(${signature}) RENAME TO take_tokens`);
    await owner.close();
  }
  expect(await rowsOf(tenant)).toMatchObject({ requests: [{ status: 200 }], usage: [{ tokens: 2n }] });
});

it('charges one call for a request that is sent twice with one key', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant);
  const send = () =>
    clientOf(tenant)
      .post('/classifications', { body: { model, input: 'x' }, headers: { 'Idempotency-Key': 'k' } })
      .withResponse();
  const first = await send();
  const second = await send();
  expect(second.data).toEqual(first.data);
  expect(second.response.headers.get('idempotent-replayed')).toBe('true');
  expect((await rowsOf(tenant)).usage).toHaveLength(1);
});

it('classifies images, each for so many tokens as the worker counts, and refuses what is none', async () => {
  const tenant = await api.makeTenant();
  const { name: model, id } = await insertModel(api.deps, tenant, { task: 'image-classification' });
  const base = await insertBaseModel(api.deps, {
    facts: { kind: 'image-classifier', labels: ['cat', 'dog'], contextLength: null },
  });
  const image = Buffer.from('a picture').toString('base64');
  const { data } = await classify(tenant, { model, input: { image } });
  expect(data).toMatchObject({
    data: [{ index: 0, label: 'good', score: 0.75 }],
    usage: { prompt_tokens: 12, total_tokens: 12 },
  });
  await classify(tenant, {
    model: base.name,
    input: [{ image }, { image: `data:image/png;base64,${image}` }],
    top_k: 2,
  });
  expect(worker.seen.map(({ body }) => [body.modelId, body.inputs])).toEqual([
    [id, [{ image }]],
    [base.id, [{ image }, { image }]],
  ]);
  const { requests, holds, usage } = await rowsOf(tenant);
  expect(requests.map(({ inputs, inputTokens }) => [inputs, inputTokens]).toSorted()).toEqual([
    [1, 12],
    [2, 24],
  ]);
  // image-classifier-cnn and image-classifier/tiny: $1 for a million; at most 256 tokens an image.
  expect(holds.map(({ amountMicros }) => Number(amountMicros)).toSorted((a, b) => a - b)).toEqual([256, 512]);
  expect(usage.map(({ amountMicros }) => Number(amountMicros)).toSorted((a, b) => a - b)).toEqual([12, 24]);
  const { name: texts } = await insertModel(api.deps, tenant);
  const headless = await insertBaseModel(api.deps, { facts: { kind: 'image-classifier', labels: null } });
  const cases: [object, string, string][] = [
    [{ input: { image: '' } }, 'invalid_value', 'input.image'],
    [{ input: { image: 'not base64!' } }, 'invalid_value', 'input.image'],
    [{ input: [{ image }, { image: 'https://example.com/a.png' }] }, 'invalid_value', 'input[1].image'],
    [{ input: { image, detail: 'low' } }, 'unknown_parameter', 'input.detail'],
    [{ input: { image: 'A'.repeat(11_184_816) } }, 'invalid_value', 'input.image'],
    [{ input: Array.from({ length: 129 }, () => ({ image })) }, 'invalid_value', 'input'],
    [{ input: [{ image }, 'text'] }, 'invalid_value', 'input'],
    [{ input: 'text' }, 'invalid_value', 'input'],
    [{ model: texts, input: { image } }, 'invalid_value', 'input'],
    [{ model: headless.name, input: { image } }, 'invalid_value', 'model'],
  ];
  for (const [body, code, param] of cases)
    expect(await refusalOf(classify(tenant, { model, ...body })), JSON.stringify(body).slice(0, 80)).toEqual([
      400,
      code,
      param,
    ]);
  await expect(classify(tenant, { model, input: { image: 'A'.repeat(33 * 1024 * 1024) } })).rejects.toMatchObject({
    status: 413,
    code: 'request_too_large',
  });
  expect((await rowsOf(tenant)).holds).toHaveLength(2);
});

it('classifies by the head of an encoder', async () => {
  const tenant = await api.makeTenant();
  const encoder = await insertBaseModel(api.deps, { facts: { kind: 'encoder', labels: ['good', 'bad'] } });
  const { data } = await classify(tenant, { model: encoder.name, input: 'a fine day' });
  expect(data).toMatchObject({ data: [{ label: 'good' }], usage: { total_tokens: 3 } });
});
