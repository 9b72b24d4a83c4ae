import { createHash, randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import OpenAI, { type APIError, toFile } from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertModel } from '../insert-test-data.ts';
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

const rows = Array.from({ length: 40 }, (_, i) => `{"text":"text ${i}","label":"${i % 2 ? 'good' : 'bad'}"}\n`).join(
  '',
);
const clientOf = (key: string) => new OpenAI({ apiKey: key, baseURL: `${api.url}/v1`, maxRetries: 0 });
const upload = (client: OpenAI, content: string | Buffer, name = 'rows.jsonl') =>
  toFile(Buffer.from(content), name).then((file) => client.files.create({ file, purpose: 'fine-tune' }));
const storedFiles = async (): Promise<string[]> => {
  const { storage } = api.deps.env;
  if (!('folder' in storage)) return [];
  const found = await readdir(storage.folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
};

it('stores a file, makes a data set of it and gives the same bytes back', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant.key);
  const content = Buffer.concat([Buffer.from(rows), randomBytes(3_000_000)]);
  const file = await upload(client, content, '../../Größe "x".jsonl');
  expect(file).toMatchObject({ object: 'file', bytes: content.length, filename: 'Größe x.jsonl', status: 'uploaded' });
  expect(await client.files.retrieve(file.id)).toEqual(file);
  const body = Buffer.from(await (await client.files.content(file.id)).arrayBuffer());
  expect(createHash('sha256').update(body).digest('hex')).toBe(createHash('sha256').update(content).digest('hex'));
  const version = await api.deps.db.system.datasetVersion.findFirstOrThrow({ where: { fileId: file.id } });
  expect(version).toMatchObject({ status: 'PENDING', number: 1, organizationId: tenant.organizationId });
  expect((await api.deps.queue.counts()).cpu.waiting).toBeGreaterThan(0);
});

it('takes the purpose after the file, and the columns of a CSV', async () => {
  const tenant = await api.makeTenant();
  const form = new FormData();
  form.set('file', new File(['review,stars\nfine,5\n'], 'a.csv'));
  form.set('text_column', 'review');
  form.set('label_column', 'stars');
  form.set('task', 'text-classification');
  form.set('purpose', 'fine-tune');
  const response = await fetch(`${api.url}/p/${tenant.projectId}/v1/files/`, {
    method: 'POST',
    headers: { 'api-key': tenant.key },
    body: form,
  });
  expect(response.status).toBe(200);
  const { id } = (await response.json()) as { id: string };
  const version = await api.deps.db.system.datasetVersion.findFirstOrThrow({ where: { fileId: id } });
  expect(version.spec).toMatchObject({
    task: 'text-classification',
    textColumn: 'review',
    labelColumn: 'stars',
    validationFraction: 0.1,
  });
});

const postForm = (key: string, fields: Record<string, string>) => {
  const form = new FormData();
  form.set('purpose', 'fine-tune');
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new File([rows], 'rows.jsonl'));
  return fetch(`${api.url}/v1/files`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: form });
};

it('takes the roles of a table, and the columns of what users did', async () => {
  const { key } = await api.makeTenant();
  const specOf = async (fields: Record<string, string>) => {
    const { id } = (await (await postForm(key, fields)).json()) as { id: string };
    return (await api.deps.db.system.datasetVersion.findFirstOrThrow({ where: { fileId: id } })).spec;
  };
  const roles = { target_column: 'price', column_roles: '{"id":"ignored"}', target_kind: 'value', user_column: '' };
  expect(await specOf(roles)).toMatchObject({
    targetKind: 'value',
    columns: [
      { name: 'id', role: 'ignored' },
      { name: 'price', role: 'target' },
    ],
  });
  expect(
    await specOf({ task: 'recommendation', user_column: 'who', item_column: 'what', rating_column: '' }),
  ).toMatchObject({ task: 'recommendation', userColumn: 'who', itemColumn: 'what', ratingColumn: null });
});

it('refuses how a file is to be read where it makes no sense, and keeps nothing of the file', async () => {
  const { key } = await api.makeTenant();
  const before = await storedFiles();
  const cases: [Record<string, string>, string, string][] = [
    [{ task: 'telepathy' }, 'invalid_value', 'task'],
    [{ column_roles: '{"age":"number"}' }, 'invalid_value', 'column_roles.age'],
    [{ column_roles: 'age' }, 'invalid_value', 'column_roles'],
    [{ target_kind: 'number' }, 'invalid_value', 'target_kind'],
    [{ user_column: 'x'.repeat(201) }, 'invalid_value', 'user_column'],
    [{ task: 'tabular', user_column: 'who' }, 'unsupported_parameter', 'user_column'],
    [{ target_column: 'a', column_roles: '{"a":"ignored"}' }, 'invalid_value', 'target_column'],
  ];
  for (const [fields, code, param] of cases) {
    const response = await postForm(key, fields);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code, param } });
  }
  expect(await storedFiles()).toEqual(before);
});

it('answers a range, and 416 for one that is not there', async () => {
  const tenant = await api.makeTenant();
  const file = await upload(clientOf(tenant.key), rows);
  const get = (range: string) =>
    fetch(`${api.url}/v1/files/${file.id}/content`, { headers: { authorization: `Bearer ${tenant.key}`, range } });
  const part = await get('bytes=10-19');
  expect(part.status).toBe(206);
  expect(part.headers.get('content-range')).toBe(`bytes 10-19/${rows.length}`);
  expect(await part.text()).toBe(rows.slice(10, 20));
  expect(await (await get('bytes=-5')).text()).toBe(rows.slice(-5));
  expect((await get('bytes=999999-')).status).toBe(416);
});

it('lists page by page, newest first', async () => {
  const client = clientOf((await api.makeTenant()).key);
  const ids: string[] = [];
  for (let i = 0; i < 5; i += 1) ids.unshift((await upload(client, `${rows}\n${i}`)).id);
  const seen: string[] = [];
  for await (const file of client.files.list({ limit: 2 })) seen.push(file.id);
  expect(seen).toEqual(ids);
  const oldest = await client.files.list({ order: 'asc', limit: 1 });
  expect(oldest.data[0]?.id).toBe(ids.at(-1));
});

it('a job names its result file until that is deleted', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant.key);
  const { jobId } = await insertModel(api.deps, tenant);
  const { id } = await upload(client, rows);
  await withOrg(api.deps.db, tenant.organizationId, async (tx) => {
    await tx.file.update({ where: { id }, data: { purpose: 'fine-tune-results' } });
    await tx.fineTuningJob.update({ where: { id: jobId }, data: { resultFileId: id } });
  });
  expect((await client.fineTuning.jobs.retrieve(jobId)).result_files).toEqual([id]);
  expect(await (await client.files.content(id)).text()).toBe(rows);
  await client.files.delete(id);
  expect((await client.fineTuning.jobs.retrieve(jobId)).result_files).toEqual([]);
});

it('deletes a file with its bytes, once', async () => {
  const client = clientOf((await api.makeTenant()).key);
  const file = await upload(client, rows);
  const before = (await storedFiles()).length;
  expect(await client.files.delete(file.id)).toEqual({ id: file.id, object: 'file', deleted: true });
  expect((await storedFiles()).length).toBe(before - 1);
  await expect(client.files.retrieve(file.id)).rejects.toMatchObject({ status: 404, code: 'not_found' });
  await expect(client.files.delete(file.id)).rejects.toMatchObject({ status: 404 });
});

it('keeps nothing of what it refuses', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant.key);
  const before = (await storedFiles()).length;
  await expect(upload(client, '')).rejects.toMatchObject({ status: 400, code: 'invalid_file', param: 'file' });
  const file = await toFile(Buffer.from(rows), 'a.jsonl');
  await expect(client.files.create({ file, purpose: 'vision' })).rejects.toMatchObject({ param: 'purpose' });
  await expect(
    client.files.create({ file, purpose: 'fine-tune', expires_after: { anchor: 'created_at', seconds: 3600 } }),
  ).rejects.toMatchObject({ code: 'unsupported_parameter', param: 'expires_after' });
  const post = (body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(`${api.url}/v1/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tenant.key}`, ...headers },
      body,
    });
  expect((await post('{}', { 'content-type': 'application/json' })).status).toBe(415);
  expect((await post('x', { 'content-type': 'multipart/form-data' })).status).toBe(400);
  const noFile = new FormData();
  noFile.set('purpose', 'fine-tune');
  expect((await post(noFile)).status).toBe(400);
  const unfinished = '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nhalf of the';
  const cut = await post(unfinished, { 'content-type': 'multipart/form-data; boundary=b' });
  expect(cut.status).toBe(400);
  expect((await storedFiles()).length).toBe(before);
  expect(await api.deps.db.system.file.count({ where: { organizationId: tenant.organizationId } })).toBe(0);
});

it('keeps nothing when the client hangs up in the middle', async () => {
  const tenant = await api.makeTenant();
  const before = (await storedFiles()).length;
  const { port, hostname } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  const head = `POST /v1/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${tenant.key}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 5000000\r\n\r\n`;
  socket.write(
    `${head}--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n${'x'.repeat(1_000_000)}`,
  );
  await expect.poll(async () => (await storedFiles()).length, { timeout: 5_000 }).toBe(before + 1);
  socket.destroy();
  await expect.poll(async () => (await storedFiles()).length, { timeout: 5_000 }).toBe(before);
});

it('holds to the limits of the plan, announced or not', async () => {
  const tenant = await api.makeTenant();
  const big = Buffer.alloc(101_000_000, 'x');
  const error = await upload(clientOf(tenant.key), big).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ status: 413, code: 'request_too_large', param: 'file' });
  expect((error as APIError).message).toContain('100,000,000 bytes');
  const before = (await storedFiles()).length;
  const head = Buffer.from('--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n');
  const body = new ReadableStream({
    start: (controller) => {
      controller.enqueue(head);
      controller.enqueue(big);
      controller.enqueue(Buffer.from('\r\n--b--\r\n'));
      controller.close();
    },
  });
  const headers = { authorization: `Bearer ${tenant.key}`, 'content-type': 'multipart/form-data; boundary=b' };
  const streamed = await fetch(`${api.url}/v1/files`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
  expect(streamed.status).toBe(413);
  expect((await storedFiles()).length).toBe(before);
});

it('answers the same request with the same key once', async () => {
  const tenant = await api.makeTenant();
  const client = clientOf(tenant.key);
  const send = async (content: string) =>
    client.files
      .create(
        { file: await toFile(Buffer.from(content), 'a.jsonl'), purpose: 'fine-tune' },
        { headers: { 'Idempotency-Key': 'once' } },
      )
      .withResponse();
  const first = await send(rows);
  const before = (await storedFiles()).length;
  const second = await send(rows);
  expect(second.data).toEqual(first.data);
  expect(second.response.headers.get('idempotent-replayed')).toBe('true');
  await expect(send(`${rows}${rows}`)).rejects.toMatchObject({ status: 409, code: 'idempotency_key_reused' });
  expect((await storedFiles()).length).toBe(before);
  expect(await api.deps.db.system.file.count({ where: { organizationId: tenant.organizationId } })).toBe(1);
});

it('streams a large file through without keeping it in memory', async () => {
  const tenant = await api.makeTenant({ planCode: 'pro' });
  const block = Buffer.alloc(1_000_000, 'x');
  const blocks = 200;
  const head =
    '--b\r\ncontent-disposition: form-data; name="purpose"\r\n\r\nuser_data\r\n--b\r\ncontent-disposition: form-data; name="file"; filename="big"\r\n\r\n';
  let sent = -1;
  const body = new ReadableStream({
    pull: (controller) => {
      if (sent === -1) controller.enqueue(Buffer.from(head));
      else if (sent < blocks) controller.enqueue(block);
      else {
        controller.enqueue(Buffer.from('\r\n--b--\r\n'));
        controller.close();
      }
      sent += 1;
    },
  });
  const before = process.memoryUsage().rss;
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 5);
  const headers = { authorization: `Bearer ${tenant.key}`, 'content-type': 'multipart/form-data; boundary=b' };
  const response = await fetch(`${api.url}/v1/files`, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
  clearInterval(watch);
  expect(await response.json()).toMatchObject({
    bytes: blocks * block.length,
    purpose: 'user_data',
    status: 'processed',
  });
  expect(peak - before).toBeLessThan(96 * 1024 * 1024);
});

it('says 507 when the disk is full, and keeps no row', async () => {
  const tenant = await api.makeTenant();
  const { storage } = api.deps;
  const full = new AppError('storage_full', 'The disk is full.');
  api.deps.storage = Object.assign(Object.create(storage) as typeof storage, { put: () => Promise.reject(full) });
  try {
    await expect(upload(clientOf(tenant.key), rows)).rejects.toMatchObject({ status: 507, code: 'storage_full' });
  } finally {
    api.deps.storage = storage;
  }
  expect(await api.deps.db.system.file.count({ where: { organizationId: tenant.organizationId } })).toBe(0);
});
