import { withOrg } from '@modelmint/db/with-org';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endCheck, insertModel } from '../insert-test-data.ts';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';
import { unpack } from '../unpack-test-archive.ts';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes, each asserted where it is read
  body: any;
}

/** What a page does: cookie, own origin, JSON. */
function pageOf(tenant: TestTenant, cookie = tenant.cookie) {
  return async (method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${api.url}/api/projects/${tenant.projectId}${path}`, {
      method,
      headers: { cookie, origin: api.url, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    });
    return { status: response.status, body: await response.json() };
  };
}

const rows = Array.from({ length: 40 }, (_, i) => `{"text":"text ${i}","label":"${i % 2 ? 'good' : 'bad'}"}\n`).join(
  '',
);
async function upload(tenant: TestTenant): Promise<string> {
  const form = new FormData();
  form.set('purpose', 'fine-tune');
  form.set('file', new File([rows], 'rows.jsonl'));
  const headers = { authorization: `Bearer ${tenant.key}` };
  const response = await fetch(`${api.url}/v1/files`, { method: 'POST', headers, body: form });
  return ((await response.json()) as { id: string }).id;
}

it('shows a data set with its report and rows, reads it anew, and names what depends on it', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const fileId = await upload(tenant);
  const waiting = (await page('GET', '/datasets')).body.data;
  expect(waiting).toMatchObject([{ fileId, fileName: 'rows.jsonl', status: 'PENDING', counts: null, labels: [] }]);
  const { id } = waiting[0];
  expect((await page('GET', `/datasets/${id}/examples`)).body.error.code).toBe('invalid_state');
  expect((await page('POST', '/fine-tuning/estimate', { model: 'text-classifier-lstm', datasetId: id })).status).toBe(
    400,
  );

  const versionId = await endCheck(api.deps, fileId, 'READY');
  expect((await page('GET', `/datasets/${id}`)).body).toMatchObject({
    ...{ status: 'READY', labels: ['good', 'bad'], report: { rowsTotal: 40 } },
    counts: { trainRows: 36, validationRows: 4, trainTokens: 72, validationTokens: 8 },
    dependants: { jobs: [], models: [] },
  });
  const estimate = await page('POST', '/fine-tuning/estimate', { model: 'text-classifier-lstm', datasetId: id });
  // 72 training tokens in each epoch, at $0.50 per million.
  const { epochs } = estimate.body.spec;
  const priced = { tokens: String(72 * epochs), amountMicros: String(36 * epochs) };
  expect(estimate.body).toMatchObject({ estimate: priced, isAffordable: true });

  const job = (await page('POST', '/fine-tuning', { model: 'text-classifier-lstm', source: { datasetId: id } })).body;
  expect(job).toMatchObject({ status: 'QUEUED', estimatedMicros: String(36 * epochs), dataset: { id, versionId } });
  const detail = (await page('GET', `/fine-tuning/${job.id}`)).body;
  expect(detail.queue).toMatchObject({ place: 1, reason: 'no_worker' });
  expect((await page('GET', `/fine-tuning/${job.id}/events`)).body.data).toHaveLength(2);
  const refused = await page('DELETE', `/datasets/${id}`);
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } });
  expect(refused.body.error.message).toContain(job.id);
  expect((await page('POST', `/fine-tuning/${job.id}/cancel`)).body.status).toBe('CANCELLED');

  const next = await page('POST', `/datasets/${id}/versions`, {
    ...{ textColumn: 'text', labelColumn: 'label', ratingColumn: null },
  });
  expect(next).toMatchObject({ status: 201, body: { number: 2 } });
  const again = (await page('GET', `/datasets/${id}`)).body;
  expect(again.versions.map(({ number, status }: { number: number; status: string }) => [number, status])).toEqual([
    [2, 'PENDING'],
    [1, 'READY'],
  ]);
  // null: no ratings are read, whatever the columns are called.
  expect(again.spec).toMatchObject({ textColumn: 'text', ratingColumn: null });
  expect((await page('DELETE', `/datasets/${id}`)).body).toMatchObject({
    deleted: true,
    dependants: { jobs: [{ id: job.id, versionId, status: 'CANCELLED', model: null }], models: [], jobsTotal: 1 },
  });
  expect((await page('GET', `/datasets/${id}`)).status).toBe(404);
  expect((await page('GET', '/files')).body.data).toEqual([]);
});

it('pages through the rows that training reads', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const fileId = await upload(tenant);
  const versionId = (await page('GET', '/datasets')).body.data[0].versionId;
  const trainKey = `datasets/${versionId}/1/train.jsonl`;
  await api.deps.storage.put(trainKey, Buffer.from(rows));
  await api.deps.db.system.datasetVersion.update({ where: { id: versionId }, data: { trainKey } });
  await endCheck(api.deps, fileId, 'READY');
  const { id } = (await page('GET', '/datasets')).body.data[0];
  const shown = (await page('GET', `/datasets/${id}/examples?after=10&limit=2`)).body;
  expect(shown).toMatchObject({
    ...{ task: 'text-classification', version: 1, total: 36, read: { from: 10, to: 12 } },
    examples: [
      { row: 11, text: 'text 10', label: 'bad', isEditable: true },
      { row: 12, text: 'text 11', label: 'good', isEditable: true },
    ],
  });
  const next = (await page('GET', `/datasets/${id}/examples?after=${shown.next}&limit=1`)).body;
  expect(next.examples).toMatchObject([{ row: 13, text: 'text 12' }]);
  expect((await page('GET', `/datasets/${id}/examples?limit=101`)).body.error.param).toBe('limit');
});

it('keeps endpoints: made, repointed, guarded against the end of their model, deleted', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const [first, second] = [await insertModel(api.deps, tenant), await insertModel(api.deps, tenant)];
  const made = await page('POST', '/endpoints', { name: 'reviews', modelId: first.name });
  expect(made).toMatchObject({ status: 201, body: { name: 'reviews', model: { id: first.id, isWarm: false } } });
  expect(made.body.baseUrl).toBe(`${api.url}/p/${tenant.projectId}/v1`);
  expect((await page('POST', '/endpoints', { name: 'reviews', modelId: first.id })).status).toBe(409);
  for (const name of ['', 'Big', 'mdl_x', 'a b', 'text-classifier-lstm', 'x'.repeat(64)])
    expect((await page('POST', '/endpoints', { name, modelId: first.id })).body.error.param).toBe('name');
  const guarded = await page('DELETE', `/models/${first.id}`);
  expect(guarded.status).toBe(409);
  expect(guarded.body.error.message).toContain("'reviews'");
  const moved = await page('PATCH', `/endpoints/${made.body.id}`, { modelId: second.id });
  expect(moved.body.model.id).toBe(second.id);
  const late = await page('PATCH', `/endpoints/${made.body.id}`, { modelId: first.id, from: first.id });
  expect([late.status, late.body.error.param]).toEqual([409, 'from']);
  const { id: images } = await insertModel(api.deps, tenant, { task: 'image-classification' });
  const other = await page('PATCH', `/endpoints/${made.body.id}`, { modelId: images });
  expect([other.status, other.body.error.param]).toEqual([409, 'acceptsOtherTask']);
  const asked = await page('PATCH', `/endpoints/${made.body.id}`, { modelId: images, acceptsOtherTask: true });
  expect(asked.body.model.id).toBe(images);
  await page('PATCH', `/endpoints/${made.body.id}`, { modelId: second.id, from: images, acceptsOtherTask: true });
  await page('DELETE', `/models/${images}`);
  expect((await page('GET', `/endpoints/${made.body.id}/figures?range=2h`)).body.error.param).toBe('range');
  expect((await page('GET', `/endpoints/${made.body.id}/figures?range=7d`)).body.slots).toHaveLength(28);
  expect((await page('DELETE', `/models/${first.id}`)).body).toEqual({ deleted: true });
  expect((await page('GET', '/models')).body.data).toMatchObject([{ id: second.id, endpoints: [{ name: 'reviews' }] }]);
  const calls = (query = '') => page('GET', `/endpoints/${made.body.id}/requests${query}`);
  expect((await calls()).body).toEqual({ data: [], hasMore: false });
  // Three calls, two of them at one moment.
  await withOrg(api.deps.db, tenant.organizationId, (tx) =>
    tx.request.createMany({
      data: ['a', 'b', 'c'].map((id, at) => ({
        ...{ id: `req_${id}`, organizationId: tenant.organizationId, projectId: tenant.projectId, modelId: second.id },
        ...{ endpointId: made.body.id, route: '/v1/classifications', status: 200 },
        ...{ inputs: 1, inputTokens: 1, latencyMs: 1, createdAt: new Date(at === 0 ? 1_000 : 2_000) },
      })),
    }),
  );
  const newest = (await calls('?limit=2')).body;
  expect([newest.data.map(({ id }: { id: string }) => id), newest.hasMore]).toEqual([['req_c', 'req_b'], true]);
  expect((await calls('?limit=2&after=req_b')).body).toMatchObject({ data: [{ id: 'req_a' }], hasMore: false });
  expect((await calls('?after=req_none')).body.error).toMatchObject({ code: 'invalid_value', param: 'after' });
  expect((await page('DELETE', `/endpoints/${made.body.id}`)).body).toEqual({ deleted: true });
  const answer = await fetch(`${api.url}/api/projects/${tenant.projectId}/models/${second.id}/download`, {
    headers: { cookie: tenant.cookie },
  });
  const files = await unpack(Buffer.from(await answer.arrayBuffer()));
  expect([...files.keys()]).toEqual([`${second.name.replaceAll(':', '-')}/weights.bin`]);
});

it('cuts a download off when a stored file is not what it was', async () => {
  const tenant = await api.makeTenant();
  const model = await insertModel(api.deps, tenant);
  const { storagePrefix } = await withOrg(api.deps.db, tenant.organizationId, (tx) =>
    tx.model.findUniqueOrThrow({ where: { id: model.id } }),
  );
  await api.deps.storage.put(`${storagePrefix}/weights.bin`, Buffer.from('weights of a MODEL'));
  const answer = await fetch(`${api.url}/api/projects/${tenant.projectId}/models/${model.id}/download`, {
    headers: { cookie: tenant.cookie },
  });
  await expect(answer.arrayBuffer()).rejects.toThrow();
});

it('shows a key once, holds it to its time, and refuses it from its revocation on', async () => {
  const tenant = await api.makeTenant();
  const page = pageOf(tenant);
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const made = await page('POST', '/api-keys', { name: ' CI ', expiresAt });
  expect(made).toMatchObject({ status: 201, body: { name: 'CI', expiresAt, lastUsedAt: null } });
  expect(made.body.key).toMatch(/^sk-mm-[0-9A-Za-z]{49}$/);
  const use = () => fetch(`${api.url}/v1/models`, { headers: { authorization: `Bearer ${made.body.key}` } });
  expect((await use()).status).toBe(200);
  const listed = (await page('GET', '/api-keys')).body.data;
  expect(JSON.stringify(listed)).not.toContain(made.body.key);
  expect(listed[0]).toMatchObject({ id: made.body.id, last4: made.body.key.slice(-4), lastUsedAt: expect.any(String) });
  const dump = JSON.stringify(await api.deps.db.system.apiKey.findMany());
  expect(dump).not.toContain(made.body.key.slice(6, 40));
  expect((await page('DELETE', `/api-keys/${made.body.id}`)).body.revokedAt).not.toBeNull();
  expect((await use()).status).toBe(401);
  const tooLong = new Date(Date.now() + 400 * 86_400_000).toISOString();
  for (const wrong of [{ name: '' }, { name: 'x', expiresAt: tooLong }, { name: 'x', expiresAt: '2020-01-01' }])
    expect((await page('POST', '/api-keys', wrong)).status).toBe(400);
});

it('shows the operator the installation, and nobody else', async () => {
  const tenant = await api.makeTenant();
  const model = await insertModel(api.deps, tenant);
  const cookie = await api.makeCookie({ isOperator: true });
  const answer = await fetch(`${api.url}/api/operator`, { headers: { cookie } });
  const seen = await answer.json();
  expect(seen).toMatchObject({
    queueProblem: null,
    queues: [{ name: 'cpu' }, { name: 'train' }, { name: 'infer' }],
    workers: [],
    mails: [],
  });
  expect(seen.jobs.map(({ id }: { id: string }) => id)).toContain(model.jobId);
  const checked = await fetch(`${api.url}/api/operator/ledger-checks`, {
    method: 'POST',
    headers: { cookie, origin: api.url, 'content-type': 'application/json' },
    body: '{}',
  });
  const { data } = (await checked.json()) as { data: { isOk: boolean }[] };
  expect(data.length).toBeGreaterThan(0);
  expect(data.every(({ isOk }) => isOk)).toBe(true);
});
