import { startValidatedJobs } from '@modelmint/db/training/start-validated-jobs';
import { scratchModels } from '@modelmint/domain/base-model';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import OpenAI, { toFile } from 'openai';
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

const rows = Array.from({ length: 40 }, (_, i) => `{"text":"text ${i}","label":"${i % 2 ? 'good' : 'bad'}"}\n`).join(
  '',
);
const model = 'text-classifier-lstm';
const clientOf = ({ key }: TestTenant) => new OpenAI({ apiKey: key, baseURL: `${api.url}/v1`, maxRetries: 0 });
const upload = async (client: OpenAI) =>
  (await client.files.create({ file: await toFile(Buffer.from(rows), 'rows.jsonl'), purpose: 'fine-tune' })).id;
const holdsOf = ({ organizationId }: TestTenant) => api.deps.db.system.hold.findMany({ where: { organizationId } });

async function readyFile(tenant: TestTenant, verdict: 'READY' | 'INVALID' = 'READY'): Promise<string> {
  const fileId = await upload(clientOf(tenant));
  await endCheck(api.deps, fileId, verdict);
  return fileId;
}

it('starts a job on checked data: money held, numbers frozen, every key on the wire', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const training_file = await readyFile(tenant);
  const job = await client.fineTuning.jobs.create({
    model,
    training_file,
    suffix: 'first',
    seed: 7,
    metadata: { team: 'a' },
    method: { type: 'supervised', supervised: { hyperparameters: { n_epochs: 3, batch_size: 8 } } },
  });
  expect(job).toMatchObject({
    object: 'fine_tuning.job',
    status: 'queued',
    model,
    training_file,
    seed: 7,
    error: null,
  });
  expect(job.hyperparameters).toEqual({ n_epochs: 3, batch_size: 8, learning_rate_multiplier: 1 });
  for (const key of ['finished_at', 'fine_tuned_model', 'validation_file', 'trained_tokens', 'estimated_finish'])
    expect(job).toHaveProperty(key, null);
  const [hold] = await holdsOf(tenant);
  expect(hold).toMatchObject({ key: `job:${job.id}`, state: 'HELD', funding: 'CREDIT', amountMicros: 108n });
  expect(await client.fineTuning.jobs.retrieve(job.id)).toEqual(job);
  const messages: string[] = [];
  for await (const event of client.fineTuning.jobs.listEvents(job.id, { limit: 1 })) messages.push(event.message);
  expect(messages).toEqual(['Files validated, moving job to queued state', `Created fine-tuning job: ${job.id}`]);
  expect((await client.fineTuning.jobs.checkpoints.list(job.id)).data).toEqual([]);
});

it('honours the old place of hyperparameters', async () => {
  const tenant = await api.makeTenant();
  const training_file = await readyFile(tenant);
  const job = await clientOf(tenant).fineTuning.jobs.create({
    model,
    training_file,
    hyperparameters: { n_epochs: 2, learning_rate_multiplier: 0.5 },
  });
  expect(job.method?.supervised?.hyperparameters).toMatchObject({ n_epochs: 2, learning_rate_multiplier: 0.5 });
});

it('waits for the check of data that was just uploaded, then goes on', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const training_file = await upload(client);
  const job = await client.fineTuning.jobs.create({ model, training_file });
  expect(job.status).toBe('validating_files');
  expect(job.hyperparameters.n_epochs).toBe('auto');
  expect(await holdsOf(tenant)).toEqual([]);
  const datasetVersionId = await endCheck(api.deps, training_file, 'READY');
  const { organizationId } = tenant;
  const both = await Promise.all(
    [1, 2].map(() => startValidatedJobs(api.deps.db, { organizationId, datasetVersionId })),
  );
  expect(both.flatMap(({ queued }) => queued)).toEqual([job.id]);
  expect((await client.fineTuning.jobs.retrieve(job.id)).status).toBe('queued');
  expect(await holdsOf(tenant)).toHaveLength(1);
});

it('fails a waiting job with the lines at fault, or for lack of money', async () => {
  const tenant = await api.makeTenant({ creditMicros: 10n });
  const client = clientOf(tenant);
  const bad = await upload(client);
  const good = await upload(client);
  const jobs = await Promise.all(
    [bad, good].map((training_file) => client.fineTuning.jobs.create({ model, training_file })),
  );
  for (const [fileId, verdict] of [
    [bad, 'INVALID'],
    [good, 'READY'],
  ] as const) {
    const datasetVersionId = await endCheck(api.deps, fileId, verdict);
    await startValidatedJobs(api.deps.db, { organizationId: tenant.organizationId, datasetVersionId });
  }
  const [invalid, poor] = await Promise.all(jobs.map(({ id }) => client.fineTuning.jobs.retrieve(id)));
  expect(invalid).toMatchObject({ status: 'failed', error: { code: 'dataset_invalid', param: 'training_file' } });
  expect(invalid?.error?.message).toContain('Lines: 7.');
  expect(poor).toMatchObject({ status: 'failed', error: { code: 'insufficient_quota' } });
  expect(await holdsOf(tenant)).toEqual([]);
});

it('refuses what cannot be trained, and says why', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const training_file = await readyFile(tenant);
  const create = (body: object) =>
    client.fineTuning.jobs.create({ model, training_file, ...body } as OpenAI.FineTuning.JobCreateParams);
  const hyper = (hyperparameters: object) => ({ method: { type: 'supervised', supervised: { hyperparameters } } });
  const cases: [object, object][] = [
    [{ model: 'gpt-9' }, { status: 404, code: 'model_not_found', param: 'model' }],
    [{ training_file: 'file-000000000000000000000000' }, { status: 404, code: 'not_found', param: 'training_file' }],
    [{ training_file: 7 }, { status: 400, code: 'invalid_value', param: 'training_file' }],
    [{ training_file: null }, { status: 400, code: 'missing_required_parameter', param: 'training_file' }],
    [{ validation_file: training_file }, { status: 400, code: 'unsupported_parameter', param: 'validation_file' }],
    [{ method: { type: 'dpo' } }, { status: 400, code: 'unsupported_parameter', param: 'method.type' }],
    [{ suffix: 'x'.repeat(65) }, { status: 400, code: 'invalid_value', param: 'suffix' }],
    [{ seed: -1 }, { status: 400, param: 'seed' }],
    [hyper({ n_epochs: 51 }), { status: 400, param: 'method.supervised.hyperparameters.n_epochs' }],
    [hyper({ n_epochs: 0 }), { status: 400, param: 'method.supervised.hyperparameters.n_epochs' }],
    [hyper({ batch_size: 200 }), { status: 400, param: 'method.supervised.hyperparameters.batch_size' }],
    [hyper({ epochs: 2 }), { code: 'unknown_parameter', param: 'method.supervised.hyperparameters.epochs' }],
    [{ metadata: { a: 1 } }, { status: 400, param: 'metadata.a' }],
  ];
  for (const [body, error] of cases) await expect(create(body), JSON.stringify(body)).rejects.toMatchObject(error);
  const other = await readyFile(tenant, 'INVALID');
  await expect(create({ training_file: other })).rejects.toMatchObject({
    code: 'dataset_invalid',
    param: 'training_file',
  });
  const plain = (await client.files.create({ file: await toFile(Buffer.from('x'), 'x'), purpose: 'user_data' })).id;
  await expect(create({ training_file: plain })).rejects.toMatchObject({
    code: 'invalid_file',
    param: 'training_file',
  });
  expect((await client.fineTuning.jobs.list()).data).toEqual([]);
  expect(await holdsOf(tenant)).toEqual([]);
});

it('refuses a job over the budget once, without retries', async () => {
  const tenant = await api.makeTenant({ creditMicros: 100n });
  const training_file = await readyFile(tenant);
  let calls = 0;
  const counted: typeof fetch = (...args) => {
    calls += 1;
    return fetch(...args);
  };
  const client = new OpenAI({ apiKey: tenant.key, baseURL: `${api.url}/v1`, fetch: counted });
  await expect(client.fineTuning.jobs.create({ model, training_file })).rejects.toMatchObject({
    status: 429,
    code: 'insufficient_quota',
    type: 'insufficient_quota',
  });
  expect(calls).toBe(1);
});

it('cancels a waiting job at once and gives the money back; a second time says why not', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const job = await client.fineTuning.jobs.create({ model, training_file: await readyFile(tenant) });
  expect((await client.fineTuning.jobs.cancel(job.id)).status).toBe('cancelled');
  expect((await holdsOf(tenant))[0]?.state).not.toBe('HELD');
  expect(await api.deps.db.system.wallet.findFirst({ where: { organizationId: tenant.organizationId } })).toMatchObject(
    {
      heldCreditMicros: 0n,
      promoMicros: 5_000_000n,
    },
  );
  await expect(client.fineTuning.jobs.cancel(job.id)).rejects.toMatchObject({ status: 400, code: 'invalid_state' });
});

it('lists by metadata and page', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const training_file = await readyFile(tenant);
  const ids: string[] = [];
  for (const team of ['a', 'b', 'a', null])
    ids.unshift(
      (await client.fineTuning.jobs.create({ model, training_file, metadata: team === null ? null : { team } })).id,
    );
  const list = async (query: object) => {
    const found: string[] = [];
    for await (const job of client.fineTuning.jobs.list({ limit: 2, ...query })) found.push(job.id);
    return found;
  };
  expect(await list({})).toEqual(ids);
  expect(await list({ metadata: { team: 'a' } })).toEqual([ids[1], ids[3]]);
  expect(await list({ metadata: null })).toEqual(ids.slice(0, 1));
  await expect(list({ after: 'ftjob-none' })).rejects.toMatchObject({ status: 400, param: 'after' });
});

it('keeps data that a live job reads', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const training_file = await readyFile(tenant);
  const job = await client.fineTuning.jobs.create({ model, training_file });
  const refused = await client.files.delete(training_file).catch((error: unknown) => error);
  expect(refused).toMatchObject({ status: 409, code: 'conflict' });
  expect(String(refused)).toContain(job.id);
  await client.fineTuning.jobs.cancel(job.id);
  expect((await client.files.delete(training_file)).deleted).toBe(true);
  expect((await client.fineTuning.jobs.retrieve(job.id)).training_file).toBe(training_file);
});

it('makes one job of a request that is sent twice with one key, also at the same time', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const training_file = await readyFile(tenant);
  const send = (key: string, body = {}) =>
    client.fineTuning.jobs
      .create({ model, training_file, ...body }, { headers: { 'Idempotency-Key': key } })
      .withResponse();
  const together = await Promise.allSettled([send('a'), send('a'), send('a')]);
  const answered = together.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  for (const one of together)
    if (one.status === 'rejected') expect(one.reason).toMatchObject({ status: 409, code: 'request_in_flight' });
  const again = await send('a');
  expect(again.response.headers.get('idempotent-replayed')).toBe('true');
  expect(new Set([...answered, again].map(({ data }) => data.id)).size).toBe(1);
  await expect(send('a', { seed: 5 })).rejects.toMatchObject({ status: 409, code: 'idempotency_key_reused' });
  expect(await holdsOf(tenant)).toHaveLength(1);
  await expect(send('b', { model: 'no' })).rejects.toMatchObject({ status: 404 });
  await send('b');
  expect(await holdsOf(tenant)).toHaveLength(2);
});

it('makes one job of a blind retry, and two of two equal requests', async () => {
  const tenant = await api.makeTenant();
  const training_file = await readyFile(tenant);
  const send = async (retries: string) => {
    const headers = {
      authorization: `Bearer ${tenant.key}`,
      'content-type': 'application/json',
      'x-stainless-retry-count': retries,
    };
    const response = await fetch(`${api.url}/v1/fine_tuning/jobs`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ model, training_file }),
    });
    return ((await response.json()) as { id: string }).id;
  };
  const first = await send('0');
  expect(await send('1')).toBe(first);
  expect(await send('0')).not.toBe(first);
  expect(await holdsOf(tenant)).toHaveLength(2);
});

it('lists, finds, downloads and deletes models, with colons and slashes in their names', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant);
  const tuned = await insertModel(api.deps, tenant);
  const list = (await client.models.list()).data;
  expect(list.map(({ id }) => id)).toEqual([tuned.name, ...scratchModels.map(({ id }) => id)]);
  expect(list[0]).toMatchObject({ object: 'model', owned_by: tenant.organizationId, status: 'cold', parent: model });
  expect((await client.models.retrieve(tuned.name)).id).toBe(tuned.name);
  await expect(client.models.retrieve('org/model')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  const headers = { authorization: `Bearer ${tenant.key}` };
  const download = await fetch(`${api.url}/v1/models/${encodeURIComponent(tuned.name)}/download`, { headers });
  expect(download.headers.get('content-type')).toBe('application/gzip');
  const files = await unpack(Buffer.from(await download.arrayBuffer()));
  expect([...files.values()].map(String)).toEqual(['weights of a model']);
  const forBrowsers = (query: string, name = tuned.name) =>
    fetch(`${api.url}/v1/models/${encodeURIComponent(name)}/download?${query}`, { headers });
  const wrong = [
    ['format=onnx', tuned.name, 400, /tfjs/],
    ['format=tfjs', tuned.name, 404, /no files for TensorFlow\.js.*train it again/],
    [
      'format=tfjs',
      (await insertModel(api.deps, tenant, { task: 'recommendation' })).name,
      404,
      /Text classifiers, image/,
    ],
  ] as const;
  for (const [query, name, status, message] of wrong) {
    const refused = await forBrowsers(query, name);
    expect(refused.status).toBe(status);
    expect(await refused.json()).toMatchObject({ error: { param: 'format', message: expect.stringMatching(message) } });
  }
  const layers = await api.deps.storage.put(`${tuned.storagePrefix}/tfjs/model.json`, Buffer.from('layers'));
  const manifest = JSON.stringify({ files: [{ name: 'model.json', ...layers }] });
  await api.deps.storage.put(`${tuned.storagePrefix}/tfjs/manifest.json`, Buffer.from(manifest));
  const archive = await unpack(Buffer.from(await (await forBrowsers('format=tfjs')).arrayBuffer()));
  expect([...archive].map(([name, content]) => [name, String(content)])).toEqual([
    [`${tuned.name.replaceAll(':', '-')}-tfjs/model.json`, 'layers'],
  ]);
  expect(await client.models.delete(tuned.name)).toMatchObject({ deleted: true });
  await expect(client.models.retrieve(tuned.name)).rejects.toMatchObject({ status: 404 });
  await expect(client.models.delete(model)).rejects.toMatchObject({ status: 404 });
});
