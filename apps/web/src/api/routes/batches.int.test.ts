import { callRoutes } from '@modelmint/domain/wire/call-route';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { refusalOf } from '../refusal-of.ts';
import { startTestApi, type TestApi } from '../start-test-api.ts';

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

const clientOf = (key: string) => new OpenAI({ apiKey: key, baseURL: `${api.url}/v1`, maxRetries: 0 });
const line = { custom_id: 'a', method: 'POST', url: '/v1/completions', body: { model: 'm', prompt: 'x' } };
const upload = async (client: OpenAI, purpose: OpenAI.FilePurpose = 'batch') =>
  client.files.create({ file: await toFile(Buffer.from(JSON.stringify(line)), 'lines.jsonl'), purpose });
const batch = (fileId: string, more: object = {}) =>
  ({
    ...{ input_file_id: fileId, endpoint: '/v1/completions', completion_window: '24h' },
    ...more,
  }) as OpenAI.BatchCreateParams;

it('makes a batch, pages through all of them, and cancels one', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant.key);
  const file = await upload(client);
  expect(file).toMatchObject({ purpose: 'batch', status: 'processed', filename: 'lines.jsonl' });
  const made = await client.batches.create(batch(file.id, { metadata: { night: '1' } }));
  const nothing = Object.fromEntries(
    ['completed', 'failed', 'expired', 'cancelling', 'cancelled', 'finalizing'].map((name) => [`${name}_at`, null]),
  );
  expect(made).toEqual({
    ...{ id: expect.stringMatching(/^batch_\w{24}$/), object: 'batch', endpoint: '/v1/completions', errors: null },
    ...{ input_file_id: file.id, completion_window: '24h', status: 'validating', model: null },
    ...{ output_file_id: null, error_file_id: null, metadata: { night: '1' }, ...nothing },
    ...{ created_at: expect.any(Number), expires_at: expect.any(Number), in_progress_at: null },
    request_counts: { total: 0, completed: 0, failed: 0 },
    usage: {
      ...{ input_tokens: 0, input_tokens_details: { cached_tokens: 0 }, output_tokens: 0, total_tokens: 0 },
      output_tokens_details: { reasoning_tokens: 0 },
    },
  });
  expect(made.expires_at).toBe(made.created_at + 86_400);
  expect(await client.batches.retrieve(made.id)).toEqual(made);
  for (let more = 0; more < 4; more++) await client.batches.create(batch(file.id));
  const ids: string[] = [];
  for await (const one of client.batches.list({ limit: 2 })) ids.push(one.id);
  expect(new Set(ids).size).toBe(5);
  expect(ids.at(-1)).toBe(made.id);
  expect((await client.batches.list()).data).toHaveLength(5);

  const cancelled = await client.batches.cancel(made.id);
  expect(cancelled).toMatchObject({ status: 'cancelled', cancelled_at: expect.any(Number) });
  expect(cancelled.cancelling_at).toEqual(expect.any(Number));
  expect(await refusalOf(client.batches.cancel(made.id))).toEqual([400, 'invalid_state', null]);
  const { cpu } = await api.deps.queue.counts();
  expect(cpu.waiting).toBeGreaterThan(0);
});

it.each(callRoutes)('takes %s as endpoint', async (endpoint) => {
  const client = clientOf((await api.makeTenant()).key);
  const { id } = await upload(client);
  expect(await client.batches.create(batch(id, { endpoint }))).toMatchObject({ endpoint });
});

it('says what is wrong with a batch, and by which parameter', async () => {
  const client = clientOf((await api.makeTenant()).key);
  const { id } = await upload(client);
  const trained = await upload(client, 'fine-tune');
  const other = await upload(clientOf((await api.makeTenant()).key));
  const refused: [object, unknown[]][] = [
    [{ input_file_id: undefined }, [400, 'missing_required_parameter', 'input_file_id']],
    [{ input_file_id: 7 }, [400, 'invalid_value', 'input_file_id']],
    [{ input_file_id: 'file-none' }, [404, 'not_found', 'input_file_id']],
    [{ input_file_id: other.id }, [404, 'not_found', 'input_file_id']],
    [{ input_file_id: trained.id }, [400, 'invalid_file', 'input_file_id']],
    [{ endpoint: undefined }, [400, 'missing_required_parameter', 'endpoint']],
    [{ endpoint: '/v1/responses' }, [400, 'invalid_value', 'endpoint']],
    [{ completion_window: null }, [400, 'missing_required_parameter', 'completion_window']],
    [{ completion_window: '7d' }, [400, 'invalid_value', 'completion_window']],
    [{ metadata: { a: 1 } }, [400, 'invalid_value', 'metadata.a']],
    [
      { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`k${i}`, 'v'])) },
      [400, 'invalid_value', 'metadata'],
    ],
    [
      { output_expires_after: { anchor: 'created_at', seconds: 3_600 } },
      [400, 'unsupported_parameter', 'output_expires_after'],
    ],
  ];
  for (const [more, refusal] of refused)
    expect(await refusalOf(client.batches.create(batch(id, more))), JSON.stringify(more)).toEqual(refusal);
  expect(await refusalOf(client.batches.list({ limit: 101 }))).toEqual([400, 'invalid_value', 'limit']);
  expect(await refusalOf(client.batches.retrieve('batch_none'))).toEqual([404, 'not_found', 'batch_id']);
  expect((await client.batches.list()).data).toEqual([]);
});

it('makes one batch for one key, whoever repeats it, and keeps its file', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant.key);
  const { id } = await upload(client);
  const options = { headers: { 'Idempotency-Key': 'night-1' } };
  const first = await client.batches.create(batch(id), options);
  expect(await client.batches.create(batch(id), options)).toEqual(first);
  expect(await refusalOf(client.batches.create(batch(id, { metadata: { a: 'b' } }), options))).toEqual([
    ...[409, 'idempotency_key_reused', 'Idempotency-Key'],
  ]);
  expect((await client.batches.list()).data).toHaveLength(1);
  expect(await refusalOf(client.files.delete(id))).toEqual([409, 'conflict', null]);
  await client.batches.cancel(first.id);
  expect(await client.files.delete(id)).toMatchObject({ deleted: true });
  expect(await client.batches.retrieve(first.id)).toMatchObject({ input_file_id: id, status: 'cancelled' });
});

it('says what was wrong with the lines, when a worker has found it', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant.key);
  const { id } = await client.batches.create(batch((await upload(client)).id));
  const problem = {
    code: 'duplicate_custom_id',
    line: 2,
    message: "The custom_id 'a' stands before.",
    param: 'custom_id',
  };
  await api.deps.db.system.inferenceJob.update({
    where: { id },
    data: {
      status: 'FAILED',
      problems: [problem],
      errorCode: 'invalid_file',
      errorMessage: '1 line',
      finishedAt: new Date(),
    },
  });
  const failed = await client.batches.retrieve(id);
  expect(failed).toMatchObject({ status: 'failed', errors: { object: 'list', data: [problem] } });
  expect(failed.failed_at).toEqual(expect.any(Number));
});
