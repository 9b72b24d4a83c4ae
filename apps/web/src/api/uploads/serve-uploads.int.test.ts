import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { FileStore } from '@tus/file-store';
import { Upload, type UploadOptions } from 'tus-js-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';
import { sweepUploads } from './sweep-uploads.ts';

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

const headersOf = (cookie: string, headers: Record<string, string> = {}) => ({
  cookie,
  origin: api.url,
  'tus-resumable': '1.0.0',
  ...headers,
});
const encode = (metadata: Record<string, string>) =>
  Object.entries(metadata)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(',');
const begin = (tenant: TestTenant, { size = 10, cookie = tenant.cookie, metadata = {}, origin = api.url } = {}) =>
  fetch(`${api.url}/uploads`, {
    method: 'POST',
    headers: {
      ...headersOf(cookie, { origin }),
      'upload-length': String(size),
      'upload-metadata': encode({
        projectId: tenant.projectId,
        filename: 'a.jsonl',
        purpose: 'fine-tune',
        ...metadata,
      }),
    },
  });
const patch = (
  location: string,
  { cookie, offset, body }: { cookie: string; offset: number; body: string | Buffer<ArrayBuffer> },
) =>
  fetch(`${api.url}${location}`, {
    method: 'PATCH',
    headers: headersOf(cookie, { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) }),
    body,
  });
const locationOf = (response: Response) => response.headers.get('location') ?? '';
const filesOf = ({ organizationId }: TestTenant) =>
  api.deps.db.system.file.findMany({ where: { organizationId }, include: { versions: true } });
const kept = async () => (await readdir(api.deps.env.uploadsFolder)).filter((name) => !name.endsWith('.json'));

function upload(tenant: TestTenant, content: Buffer, options: Partial<UploadOptions> = {}) {
  return new Promise<{ datasetId: string | undefined; upload: Upload }>((resolve, reject) => {
    const one: Upload = new Upload(content, {
      endpoint: `${api.url}/uploads`,
      headers: { cookie: tenant.cookie, origin: api.url },
      metadata: {
        projectId: tenant.projectId,
        filename: 'rows.csv',
        purpose: 'fine-tune',
        task: 'text-classification',
        textColumn: 'review',
      },
      chunkSize: 1_000_000,
      retryDelays: [10, 10],
      onError: reject,
      onSuccess: ({ lastResponse }) => resolve({ datasetId: lastResponse.getHeader('x-dataset-id'), upload: one }),
      ...options,
    });
    one.start();
  });
}

it('brings a file in pieces into storage, whole, as a data set, and keeps no piece', async () => {
  const tenant = await api.makeTenant();
  const content = randomBytes(3_500_000);
  const { datasetId } = await upload(tenant, content);
  const [file, ...others] = await filesOf(tenant);
  expect(others).toEqual([]);
  expect(file).toMatchObject({ name: 'rows.csv', sizeBytes: 3_500_000n, projectId: tenant.projectId });
  expect(file?.versions).toMatchObject([
    { datasetId, status: 'PENDING', spec: { task: 'text-classification', textColumn: 'review' } },
  ]);
  const stored = await api.deps.storage.get(file?.storageKey ?? '');
  expect(Buffer.concat(await stored.toArray()).equals(content)).toBe(true);
  expect(await kept()).toEqual([]);
});

it('goes on after a break, and tells a client that lost the last answer what became of its file', async () => {
  const tenant = await api.makeTenant();
  const location = locationOf(await begin(tenant));
  const { cookie } = tenant;
  expect((await patch(location, { cookie, offset: 0, body: '12345' })).headers.get('upload-offset')).toBe('5');
  const head = () => fetch(`${api.url}${location}`, { method: 'HEAD', headers: headersOf(cookie) });
  expect((await head()).headers.get('upload-offset')).toBe('5');
  const last = await patch(location, { cookie, offset: 5, body: '67890' });
  expect(last.status).toBe(200);
  const made = (await last.json()) as { fileId: string; datasetId: string };
  expect(last.headers.get('x-dataset-id')).toBe(made.datasetId);
  const again = await head();
  expect(again.headers.get('upload-offset')).toBe('10');
  expect(again.headers.get('x-dataset-id')).toBe(made.datasetId);
  expect(await filesOf(tenant)).toHaveLength(1);
});

it('lets one of two writers at the same place win, and mixes nothing', async () => {
  const tenant = await api.makeTenant();
  const { cookie } = tenant;
  const location = locationOf(await begin(tenant, { size: 2_000_000 }));
  const bodies = ['a', 'b'].map((letter) => Buffer.alloc(2_000_000, letter));
  const answers = await Promise.all(
    bodies.map((body) => patch(location, { cookie, offset: 0, body }).catch(() => null)),
  );
  const statuses = answers.map((answer) => answer?.status ?? 0);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(statuses.filter((status) => status === 409 || status === 404 || status === 410 || status === 0)).toHaveLength(
    1,
  );
  const [file] = await filesOf(tenant);
  const content = Buffer.concat(await (await api.deps.storage.get(file?.storageKey ?? '')).toArray());
  expect(bodies.some((body) => body.equals(content))).toBe(true);
});

it('belongs to the person who began it', async () => {
  const tenant = await api.makeTenant();
  const stranger = await api.makeTenant();
  const colleague = await api.makeCookie({ tenant, role: 'MEMBER' });
  const location = locationOf(await begin(tenant));
  for (const cookie of [stranger.cookie, colleague]) {
    expect((await patch(location, { cookie, offset: 0, body: '1' })).status).toBe(404);
    for (const method of ['HEAD', 'DELETE'])
      expect((await fetch(`${api.url}${location}`, { method, headers: headersOf(cookie) })).status).toBe(404);
  }
  expect((await patch(location, { cookie: '', offset: 0, body: '1' })).status).toBe(401);
  expect((await begin(tenant, { cookie: stranger.cookie })).status).toBe(404);
  expect((await begin(tenant, { cookie: '' })).status).toBe(401);
  expect((await begin(tenant, { cookie: await api.makeCookie({ tenant, role: 'VIEWER' }) })).status).toBe(403);
  expect((await begin(tenant, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await fetch(`${api.url}${location}`, { headers: headersOf(tenant.cookie) })).status).toBe(405);
});

it('cancels, and forgets the bytes', async () => {
  const tenant = await api.makeTenant();
  const { cookie } = tenant;
  const location = locationOf(await begin(tenant));
  await patch(location, { cookie, offset: 0, body: '123' });
  expect((await kept()).length).toBe(1 + (await keptOfOthers(location)));
  expect((await fetch(`${api.url}${location}`, { method: 'DELETE', headers: headersOf(cookie) })).status).toBe(204);
  expect(await kept()).not.toContain(path.basename(location));
  expect((await patch(location, { cookie, offset: 3, body: '4' })).status).toBe(404);
  expect(await filesOf(tenant)).toEqual([]);
});

const keptOfOthers = async (location: string) =>
  (await kept()).filter((name) => name !== path.basename(location)).length;

it('carries the roles of columns from the beginning of an upload to its end', async () => {
  const tenant = await api.makeTenant();
  const specOf = async (fields: Record<string, string>) => {
    const metadata = { projectId: tenant.projectId, filename: 'rows.csv', purpose: 'fine-tune', ...fields };
    const { datasetId = '' } = await upload(tenant, Buffer.from('x'), { metadata });
    return (await api.deps.db.system.datasetVersion.findFirstOrThrow({ where: { datasetId } })).spec;
  };
  expect(
    await specOf({ task: 'tabular', columnRoles: '{"größe":"target","id":"ignored"}', targetKind: 'value' }),
  ).toMatchObject({
    ...{ task: 'tabular', targetKind: 'value' },
    columns: [
      { name: 'größe', role: 'target' },
      { name: 'id', role: 'ignored' },
    ],
  });
  expect(await specOf({ userColumn: 'who', textColumn: '', ratingColumn: '' })).toMatchObject({
    ...{ userColumn: 'who', ratingColumn: null },
  });
});

it('refuses before a byte is sent what cannot become a file', async () => {
  const tenant = await api.makeTenant();
  const cases: [object, number, string][] = [
    [{ size: 0 }, 400, 'invalid_file'],
    [{ size: 100_000_001 }, 413, 'request_too_large'],
    [{ metadata: { purpose: 'nonsense' } }, 400, 'invalid_value'],
    [{ metadata: { projectId: 'proj_other' } }, 404, 'not_found'],
    [{ metadata: { textColumn: 'x'.repeat(201) } }, 400, 'invalid_value'],
    [{ metadata: { task: 'telepathy' } }, 400, 'invalid_value'],
    [{ metadata: { columnRoles: '{"a":"number"}' } }, 400, 'invalid_value'],
    [{ metadata: { task: 'tabular', timeColumn: '' } }, 400, 'unsupported_parameter'],
  ];
  for (const [options, status, code] of cases) {
    const answer = await begin(tenant, options);
    expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([status, code]);
    expect(answer.headers.get('x-request-id')).toMatch(/^req_/);
  }
  expect(await filesOf(tenant)).toEqual([]);
});

it('counts what was begun against the storage of the organization', async () => {
  const tenant = await api.makeTenant();
  for (let i = 0; i < 10; i += 1) expect((await begin(tenant, { size: 100_000_000 })).status).toBe(201);
  const refused = await begin(tenant, { size: 100_000_000 });
  expect(refused.status).toBe(413);
  expect(((await refused.json()) as { error: { message: string } }).error.message).toContain('1,000,000,000 bytes');
  const other = await api.makeTenant();
  expect((await begin(other, { size: 100_000_000 })).status).toBe(201);
});

it('forgets uploads that nobody goes on with', async () => {
  const tenant = await api.makeTenant();
  const location = locationOf(await begin(tenant));
  await patch(location, { cookie: tenant.cookie, offset: 0, body: '123' });
  const store = new FileStore({ directory: api.deps.env.uploadsFolder });
  expect(await sweepUploads(store, 3_600_000)).toBe(0);
  expect(await sweepUploads(store, 0)).toBeGreaterThan(0);
  expect(await kept()).toEqual([]);
  expect((await patch(location, { cookie: tenant.cookie, offset: 3, body: '4' })).status).toBe(404);
});
