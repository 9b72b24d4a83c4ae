import { previewKeyOf } from '@modelmint/db/ingest/preview-key';
import { withOrg } from '@modelmint/db/with-org';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEndpoint } from '../../features/endpoint/server/create-endpoint.ts';
import { getModel } from '../../features/model/server/get-model.ts';
import type { Principal } from '../../features/organization/server/principal.ts';
import { listTargets } from '../../features/playground/server/list-targets.ts';
import { listTrialImages } from '../../features/playground/server/list-trial-images.ts';
import { readTrialTable } from '../../features/prediction/server/read-trial-table.ts';
import { readTrialRecommender } from '../../features/recommendation/server/read-trial-recommender.ts';
import { insertBaseModel, insertModel, testReports } from '../insert-test-data.ts';
import { readTestRows } from '../read-test-rows.ts';
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

const principalOf = ({ organizationId, projectId, userId }: TestTenant): Principal => ({
  ...{ organizationId, projectId, userId, role: 'OWNER', apiKeyId: null, isVerified: true },
});
type Noun = 'generations' | 'classifications' | 'embeddings' | 'predictions' | 'recommendations';
const request = (
  { cookie, projectId }: TestTenant,
  noun: Noun,
  { body, signal }: { body: object; signal?: AbortSignal },
) =>
  fetch(`${api.url}/api/projects/${projectId}/${noun}`, {
    method: 'POST',
    headers: { cookie, origin: api.url, 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
async function call(tenant: TestTenant, noun: Noun, body: object) {
  const response = await request(tenant, noun, { body });
  // biome-ignore lint/suspicious/noExplicitAny: what came is judged by the test
  return { status: response.status, body: (await response.json()) as any };
}

it('answers a chat with its tokens and price, and records it as a call of the playground', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Where is it' },
  ];
  const drawn = { temperature: 0.2, top_p: 0.9, max_tokens: 4, stop: ['\n'], seed: 7 };
  const { status, body } = await call(tenant, 'generations', { model, messages, ...drawn });
  expect(status).toBe(200);
  expect(body).toMatchObject({ modelName: model, finishReason: 'length', promptTokens: 7, completionTokens: 4 });
  expect(body.text.split(' ')).toHaveLength(4);
  expect(BigInt(body.amountMicros)).toBeGreaterThan(0n);
  expect(worker.seen[0]?.body).toMatchObject({
    ...{ prompt: { messages }, maxTokens: 4, temperature: 0.2, topP: 0.9, stop: ['\n'], seed: 7, n: 1 },
  });
  const { requests } = await readTestRows(api, tenant);
  expect(requests).toMatchObject([{ id: body.requestId, route: 'playground', status: 200, outputTokens: 4 }]);
});

it('goes on with a text', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, { facts: { hasChatTemplate: false } });
  const { body } = await call(tenant, 'generations', { model, prompt: 'a b' });
  expect(body).toMatchObject({ text: 'b a s0 c0', finishReason: 'stop', promptTokens: 2 });
});

it.each([
  [{}, 'messages'],
  [{ prompt: 'a', messages: [{ role: 'user', content: 'a' }] }, 'messages'],
  [{ prompt: '' }, 'prompt'],
  [{ messages: [] }, 'messages'],
  [{ messages: [{ role: 'wizard', content: 'a' }] }, 'messages[0].role'],
  [{ prompt: 'a', temperature: 3 }, 'temperature'],
  [{ prompt: 'a', top_p: -1 }, 'top_p'],
  [{ prompt: 'a', max_tokens: 0 }, 'max_tokens'],
  [{ prompt: 'a', stop: ['1', '2', '3', '4', '5'] }, 'stop'],
  [{ prompt: 'a', seed: 0.5 }, 'seed'],
  [{ prompt: 'a', stream: true }, 'stream'],
])('refuses %j at %s, without a charge', async (body, param) => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  const answer = await call(tenant, 'generations', { model, ...body });
  expect([answer.status, answer.body.error.param]).toEqual([400, param]);
  expect((await readTestRows(api, tenant)).usage).toEqual([]);
});

it('charges nothing for an answer that was stopped', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, {});
  const stop = new AbortController();
  const gone = new Promise<void>((resolve) => {
    worker.behave = (_asked, answer) => {
      answer.once('close', resolve);
      stop.abort();
    };
  });
  const body = { model, prompt: 'a' };
  await expect(request(tenant, 'generations', { body, signal: stop.signal })).rejects.toThrow(/abort/i);
  await gone;
  await expect
    .poll(async () => (await readTestRows(api, tenant)).requests)
    .toMatchObject([{ status: 499, errorCode: 'client_disconnect' }]);
  expect((await readTestRows(api, tenant)).usage).toEqual([]);
});

it('labels one image, and refuses lists and what is no image', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant, { task: 'image-classification' });
  const image = `data:image/png;base64,${Buffer.from('pixels').toString('base64')}`;
  const { body } = await call(tenant, 'classifications', { model, input: { image } });
  expect(body.scores).toEqual([
    { label: 'good', score: 0.75 },
    { label: 'bad', score: 0.25 },
  ]);
  const large = 'A'.repeat(9_000_000);
  for (const input of [[{ image }], { image: 'https://example.com/a.png' }, { image: 'ü' }, { image: '' }])
    expect((await call(tenant, 'classifications', { model, input })).status).toBe(400);
  expect((await call(tenant, 'classifications', { model, input: { image: large } })).status).toBe(200);
  expect((await call(tenant, 'classifications', { model, input: { image: `${large}${large}` } })).status).toBe(413);
});

it('makes vectors of a few texts, and refuses none, many and empty ones', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertBaseModel(api.deps, { facts: { kind: 'encoder' } });
  const { body } = await call(tenant, 'embeddings', { model, input: ['a b', 'c'] });
  expect(body).toMatchObject({ modelName: model, inputTokens: 3 });
  expect(body.vectors.map(({ length }: number[]) => length)).toEqual([4, 4]);
  for (const input of [[], ['a', ' '], 'a', Array.from({ length: 9 }, () => 'a'), ['x'.repeat(50_001)]])
    expect((await call(tenant, 'embeddings', { model, input })).status).toBe(400);
  expect((await readTestRows(api, tenant)).usage).toHaveLength(1);
});

it('predicts a row with all labels and a few more rows, and refuses many', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant, { task: 'tabular' });
  const { body } = await call(tenant, 'predictions', { model, input: { age: 41, city: null } });
  const scores = [
    { label: 'good', score: 0.75 },
    { label: 'bad', score: 0.25 },
  ];
  expect(body).toMatchObject({ modelName: model, inputTokens: 2, amountMicros: '2' });
  expect(body.predictions).toEqual([{ kind: 'label', scores, unseen: ['city'] }]);
  const few = await call(tenant, 'predictions', { model, input: [{ value: 1.5 }, { value: 2 }] });
  expect(few.body.predictions).toMatchObject([{ kind: 'value', value: 1.5 }, { value: 2 }]);
  const many = await call(tenant, 'predictions', { model, input: Array.from({ length: 101 }, () => ({ value: 1 })) });
  expect([many.status, many.body.error.param]).toEqual([400, 'input']);
  expect((await readTestRows(api, tenant)).usage).toHaveLength(2);
});

it('recommends to one user, and refuses several', async () => {
  const tenant = await api.makeTenant();
  const { name: model } = await insertModel(api.deps, tenant, { task: 'recommendation' });
  const { body } = await call(tenant, 'recommendations', { model, user: 'ann', top_k: 1 });
  expect(body).toMatchObject({ modelName: model, outputTokens: 1, amountMicros: '2' });
  expect(body.recommendation).toEqual({ user: 'ann', basis: 'interactions', items: [{ item: 'b', score: 5 }] });
  const several = await call(tenant, 'recommendations', { model, users: ['ann'] });
  expect([several.status, several.body.error.param]).toEqual([400, 'users']);
});

it('lists what can be tried, each by what it answers to, and nothing of another organization', async () => {
  const tenant = await api.makeTenant();
  const other = await api.makeTenant();
  const facts = { hasChatTemplate: false };
  const chat = await insertBaseModel(api.deps, { tenant });
  const plain = await insertBaseModel(api.deps, { tenant, facts });
  const labelled = await insertBaseModel(api.deps, { tenant, facts: { kind: 'encoder', labels: ['a', 'b'] } });
  const embedder = await insertBaseModel(api.deps, { tenant, facts: { kind: 'encoder' } });
  const importing = await insertBaseModel(api.deps, { tenant, status: 'IMPORTING' });
  const foreign = await insertBaseModel(api.deps, { tenant: other });
  const texts = await insertModel(api.deps, tenant);
  const images = await insertModel(api.deps, tenant, { task: 'image-classification' });
  const table = await insertModel(api.deps, tenant, { task: 'tabular' });
  const recommender = await insertModel(api.deps, tenant, { task: 'recommendation' });
  const tuned = await insertModel(api.deps, tenant, { task: 'text-generation', base: chat });
  await createEndpoint(api.deps, principalOf(tenant), { name: 'replies', modelId: tuned.id });
  // The organization's own is called by a name that everybody has, so it alone is listed.
  await insertBaseModel(api.deps, { name: chat.name, facts: { hasChatTemplate: false } });
  const targets = await listTargets(api.deps, principalOf(tenant));
  const modes = new Map(targets.map(({ name, kind, mode }) => [name, `${kind} ${mode}`]));
  expect(targets).toHaveLength(modes.size);
  expect(targets[0]?.name).toBe('replies');
  expect(modes.get('replies')).toBe('endpoint chat');
  expect(modes.get(tuned.name)).toBe('model chat');
  expect(modes.get(texts.name)).toBe('model texts');
  expect(modes.get(images.name)).toBe('model images');
  expect(modes.get(table.name)).toBe('model predict');
  expect(modes.get(recommender.name)).toBe('model recommend');
  expect(modes.get(chat.name)).toBe('base chat');
  expect(modes.get(plain.name)).toBe('base completion');
  expect(modes.get(labelled.name)).toBe('base texts');
  expect(modes.get(embedder.name)).toBe('base embeddings');
  for (const { name } of [importing, foreign]) expect(modes.has(name)).toBe(false);
});

it('offers one held-out image of each label, and none to another organization', async () => {
  const tenant = await api.makeTenant();
  const { id } = await insertModel(api.deps, tenant, { task: 'image-classification' });
  const { datasetVersionId } = await getModel(api.deps, principalOf(tenant), id);
  const read = (one: TestTenant) => listTrialImages(api.deps, principalOf(one), datasetVersionId);
  expect(await read(tenant)).toEqual([]);
  const validationKey = `datasets/${datasetVersionId}/1/validation.jsonl`;
  const lines = ['boots', 'boots', 'sandals'].map((label, at) =>
    JSON.stringify({ label, name: `${label}/${at}.png`, image: `data:image/png;base64,${at}` }),
  );
  await api.deps.storage.put(previewKeyOf(validationKey), Buffer.from(`${lines.join('\n')}\n`));
  await api.deps.db.system.datasetVersion.update({
    where: { id: datasetVersionId },
    data: { status: 'READY', validationKey, validationRows: 3 },
  });
  expect(await read(tenant)).toEqual([
    { label: 'boots', name: 'boots/0.png', image: 'data:image/png;base64,0' },
    { label: 'sandals', name: 'sandals/2.png', image: 'data:image/png;base64,2' },
  ]);
  expect(await read(await api.makeTenant())).toEqual([]);
});

/** A model of a task, with the data that it was trained on, as ingest leaves it. */
async function insertTrained(tenant: TestTenant, task: 'tabular' | 'recommendation', rows: readonly object[]) {
  const { id } = await insertModel(api.deps, tenant, { task });
  const { datasetVersionId } = await getModel(api.deps, principalOf(tenant), id);
  const trainKey = `datasets/${datasetVersionId}/1/train.jsonl`;
  await api.deps.storage.put(trainKey, Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join('')));
  await api.deps.db.system.datasetVersion.update({
    where: { id: datasetVersionId },
    data: { status: 'READY', trainKey, trainRows: rows.length, validationRows: 0, report: testReports[task] },
  });
  return datasetVersionId;
}

it('offers the columns that a table predictor reads with a few rows, and none to another organization', async () => {
  const tenant = await api.makeTenant();
  const row = { age: '41', city: 'Oslo', income: '>50K' };
  const id = await insertTrained(tenant, 'tabular', [row, row, { ...row, age: null }, row, row, row]);
  const table = await readTrialTable(api.deps, principalOf(tenant), id);
  expect(table).toMatchObject({
    target: { name: 'income', kind: 'label' },
    columns: [
      { name: 'age', role: 'numeric', hasMissing: true, min: 17, max: 90, mean: 38.5, top: [] },
      { name: 'city', role: 'categorical', hasMissing: false, min: null, top: ['Oslo', 'Bergen'] },
    ],
  });
  const shown = { age: '41', city: 'Oslo' };
  expect(table?.rows).toEqual([shown, shown, { ...shown, age: null }, shown, shown]);
  expect(await readTrialTable(api.deps, principalOf(await api.makeTenant()), id)).toBeNull();
});

it('offers users and items of a recommender, the busiest first, and none to another organization', async () => {
  const tenant = await api.makeTenant();
  const rows = [
    { user: 'bob', item: 'a' },
    { user: 'ann', item: 'a', rating: 5 },
    { user: 'ann', item: 7, rating: 1 },
  ];
  const id = await insertTrained(tenant, 'recommendation', rows);
  expect(await readTrialRecommender(api.deps, principalOf(tenant), id)).toEqual({
    ...{ userColumn: 'user', itemColumn: 'movie', hasRatings: true, users: ['ann', 'bob'], items: ['a', '7'] },
  });
  expect(await readTrialRecommender(api.deps, principalOf(await api.makeTenant()), id)).toBeNull();
});

describe('the history', () => {
  const ask = async (cookie: string, method: string, path: string) => {
    const headers = { cookie, origin: api.url, 'content-type': 'application/json' };
    const response = await fetch(`${api.url}/api/projects/${path}`, { method, headers });
    // biome-ignore lint/suspicious/noExplicitAny: what came is judged by the test
    return { status: response.status, body: (await response.json()) as any };
  };
  const say = (content: string) => ({ role: 'user', content });

  it('keeps a conversation as one run that grows, until another tab was faster or it is shared', async () => {
    const tenant = await api.makeTenant();
    const { name: model } = await insertBaseModel(api.deps, {});
    const first = await call(tenant, 'generations', { model, messages: [say('Where is\nit')], temperature: 0.2 });
    const messages = [say('Where is\nit'), { role: 'assistant', content: first.body.text }, say('And now')];
    const more = { model, messages, continues: first.body.runId };
    const second = await call(tenant, 'generations', more);
    expect(second.body.runId).toBe(first.body.runId);
    const path = `${tenant.projectId}/playground/runs`;
    const { body: run } = await ask(tenant.cookie, 'GET', `${path}/${first.body.runId}`);
    expect(run).toMatchObject({
      ...{ mode: 'chat', model, title: 'Where is it', calls: 2, isOwn: true, input: { messages } },
      ...{ answer: { requestId: second.body.requestId, text: second.body.text } },
      amountMicros: String(BigInt(first.body.amountMicros) + BigInt(second.body.amountMicros)),
    });
    // The same from a second tab, which knows nothing of the first.
    const third = await call(tenant, 'generations', more);
    expect(third.body.runId).not.toBe(first.body.runId);
    await ask(tenant.cookie, 'POST', `${path}/${third.body.runId}/share`);
    const grown = [...messages, { role: 'assistant', content: third.body.text }, say('Thanks')];
    const fourth = await call(tenant, 'generations', { model, messages: grown, continues: third.body.runId });
    expect(fourth.body.runId).not.toBe(third.body.runId);
    const { body: list } = await ask(tenant.cookie, 'GET', `${path}?limit=2`);
    expect(list.data.map(({ id }: { id: string }) => id)).toEqual([fourth.body.runId, third.body.runId]);
    expect(list.hasMore).toBe(true);
    const { body: rest } = await ask(tenant.cookie, 'GET', `${path}?limit=2&after=${third.body.runId}`);
    expect(rest.data.map(({ id }: { id: string }) => id)).toEqual([first.body.runId]);
    expect((await ask(tenant.cookie, 'GET', `${path}?after=x`)).body.error).toMatchObject({ param: 'after' });
  });

  it('shows a run to its person alone, and to the colleagues while it is shared', async () => {
    const tenant = await api.makeTenant();
    const { id: model } = await insertModel(api.deps, tenant);
    const { body } = await call(tenant, 'classifications', { model, input: '<b>late</b>' });
    const path = `${tenant.projectId}/playground/runs/${body.runId}`;
    const colleague = await api.makeCookie({ tenant, role: 'VIEWER' });
    expect((await ask(colleague, 'GET', path)).status).toBe(404);
    expect((await ask(await api.makeCookie({ tenant, role: 'ADMIN' }), 'POST', `${path}/share`)).status).toBe(404);
    expect((await ask(tenant.cookie, 'POST', `${path}/share`)).body).toEqual({ isShared: true });
    const seen = await ask(colleague, 'GET', path);
    expect(seen.body).toMatchObject({ title: '<b>late</b>', isOwn: false, by: expect.stringMatching(/./) });
    expect((await ask(colleague, 'DELETE', path)).status).toBe(404);
    await ask(tenant.cookie, 'DELETE', `${path}/share`);
    expect((await ask(colleague, 'GET', path)).status).toBe(404);
    expect((await ask(tenant.cookie, 'DELETE', path)).body).toEqual({ deleted: true });
    expect((await ask(tenant.cookie, 'GET', path)).status).toBe(404);
  });

  it('leaves out a large image and what is too long, keeps the newest, and forgets all when asked', async () => {
    const tenant = await api.makeTenant();
    const { id: model } = await insertModel(api.deps, tenant, { task: 'image-classification' });
    const path = `${tenant.projectId}/playground/runs`;
    const image = Buffer.alloc(60_000, 7).toString('base64');
    const { body } = await call(tenant, 'classifications', { model, input: { image }, name: 'boot.png' });
    const { body: run } = await ask(tenant.cookie, 'GET', `${path}/${body.runId}`);
    expect(run).toMatchObject({
      mode: 'images',
      title: 'boot.png',
      input: { input: { image: null }, name: 'boot.png' },
    });
    const { name: base } = await insertBaseModel(api.deps, { facts: { hasChatTemplate: false } });
    const long = await call(tenant, 'generations', { model: base, prompt: 'ü'.repeat(199_000), max_tokens: 1 });
    expect([long.status, long.body.runId]).toEqual([200, null]);
    const { organizationId } = tenant;
    await withOrg(
      api.deps.db,
      organizationId,
      (tx) => tx.$executeRaw`
        INSERT INTO "playground_run" ("id", "organizationId", "projectId", "userId", "mode", "model", "title", "input",
          "answer", "amountMicros", "calledAt")
        SELECT 'run_' || n, "organizationId", "projectId", "userId", "mode", "model", "title", "input", "answer", 0,
          now() - make_interval(mins => n) FROM "playground_run", generate_series(1, 205) n`,
    );
    await call(tenant, 'generations', { model: base, prompt: 'a' });
    const kept = await api.deps.db.system.playgroundRun.findMany({ where: { organizationId }, select: { id: true } });
    expect([kept.length, kept.some(({ id }) => id === 'run_198'), kept.some(({ id }) => id === 'run_199')]).toEqual([
      200,
      true,
      false,
    ]);
    expect((await ask(tenant.cookie, 'DELETE', path)).body.deleted).toBe(200);
    expect((await ask(tenant.cookie, 'GET', path)).body).toEqual({ data: [], hasMore: false });
  });
});
