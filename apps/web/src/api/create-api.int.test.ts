import { connect } from 'node:net';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import OpenAI from 'openai';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi } from './start-test-api.ts';

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

const errorOf = async (response: Response) => {
  const { error } = (await response.json()) as { error: Record<string, unknown> };
  expect(Object.keys(error).toSorted()).toEqual(['code', 'message', 'param', 'type']);
  expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9A-Za-z]{24}$/);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(JSON.stringify(error)).not.toMatch(/\.ts:|at async|node_modules|SELECT/);
  return { status: response.status, ...error };
};
const get = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  fetch(`${api.url}${path}`, { headers, ...init });

it('refuses every wrong key alike, without repeating it', async () => {
  const tenant = await api.makeTenant();
  const expired = await api.makeKey(tenant, new Date(Date.now() - 1_000));
  const revoked = await api.makeKey(tenant);
  await api.deps.db.system.apiKey.update({ where: { id: revoked.id }, data: { revokedAt: new Date() } });
  const unknown = (await api.makeTenant()).key;
  await api.deps.db.system.apiKey.updateMany({ where: { last4: unknown.slice(-4) }, data: { keyHash: 'other' } });
  const wrong = [
    ...["' OR 1=1 --", '"; DROP TABLE api_key; --', "sk-mm-' OR ''='", '\\', '$1', '%00', 'sk-mm-', 'x'.repeat(5_000)],
    ...[`${tenant.key}x`, tenant.key.toLowerCase(), expired.key, revoked.key, unknown],
  ];
  for (const key of wrong) {
    const error = await errorOf(await get('/v1/models', { authorization: `Bearer ${key}` }));
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key', type: 'invalid_request_error', param: null });
    expect(String((error as { message?: unknown }).message)).toMatch(/^Incorrect API key provided/);
    expect(JSON.stringify(error)).not.toContain(key.length > 3 ? key : '\u0000');
  }
  expect((await get('/v1/models')).status).toBe(401);
  expect(await api.deps.db.system.apiKey.count()).toBeGreaterThan(0);
  await expect(new OpenAI({ apiKey: revoked.key, baseURL: `${api.url}/v1` }).models.list()).rejects.toBeInstanceOf(
    OpenAI.AuthenticationError,
  );
});

it('asks no database about a key with a wrong checksum', async () => {
  const { key } = await api.makeTenant();
  const broken = `${key.slice(0, -1)}${key.endsWith('a') ? 'b' : 'a'}`;
  const away = await startTestApi({
    appUrl: database.appUrl.replace(/:\d+\//, ':9/'),
    systemUrl: database.systemUrl.replace(/:\d+\//, ':9/'),
  });
  try {
    const ask = (one: string) => fetch(`${away.url}/v1/models`, { headers: { authorization: `Bearer ${one}` } });
    expect((await ask(broken)).status).toBe(401);
    const error = await errorOf(await ask(key));
    expect(error).toMatchObject({ status: 503, code: 'database_unavailable' });
    expect((await fetch(`${away.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${away.url}/readyz`)).json()).toMatchObject({ database: 'failed', storage: 'ok' });
  } finally {
    await away.close();
  }
});

it('takes the key in both headers, at both addresses, with and without a slash, and holds it to its project', async () => {
  const tenant = await api.makeTenant();
  const other = await api.makeTenant();
  const status = async (path: string, headers: Record<string, string>) => (await get(path, headers)).status;
  const bearer = { authorization: `Bearer ${tenant.key}` };
  for (const path of [
    '/v1/models',
    '/v1/models/',
    `/p/${tenant.projectId}/v1/models`,
    `/p/${tenant.projectId}/v1/files/`,
  ]) {
    expect(await status(path, bearer)).toBe(200);
    expect(await status(path, { 'api-key': tenant.key })).toBe(200);
  }
  const own = { 'openai-organization': tenant.organizationId, 'openai-project': tenant.projectId };
  expect(await status('/v1/models', { ...bearer, ...own })).toBe(200);
  const cases: [string, Record<string, string>, string][] = [
    ['/v1/models', { 'openai-organization': other.organizationId }, 'mismatched_organization'],
    ['/v1/models', { 'openai-project': other.projectId }, 'mismatched_project'],
    [`/p/${other.projectId}/v1/models`, {}, 'mismatched_project'],
    ['/p/proj_none/v1/models', {}, 'mismatched_project'],
  ];
  for (const [path, headers, code] of cases)
    expect(await errorOf(await get(path, { ...bearer, ...headers }))).toMatchObject({ status: 401, code });
});

it('answers what is not there in the same form: 404, 405, 501', async () => {
  const { key } = await api.makeTenant();
  const headers = { authorization: `Bearer ${key}` };
  const ask = async (method: string, path: string) => errorOf(await get(path, headers, { method }));
  expect(await ask('GET', '/v1/nothing')).toMatchObject({ status: 404, code: 'not_found' });
  expect(await ask('PUT', '/v1/files')).toMatchObject({ status: 405, code: 'method_not_allowed' });
  for (const path of ['moderations', 'responses', 'audio/speech', 'fine_tuning/jobs/ftjob-1/pause']) {
    const response = await get(`/v1/${path}`, headers, { method: 'POST' });
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await errorOf(response)).toMatchObject({ status: 501, code: 'unsupported_endpoint' });
  }
  expect(await errorOf(await get('/api/nothing'))).toMatchObject({ status: 404 });
});

it('refuses bodies that are no JSON, too large or of another type', async () => {
  const { key } = await api.makeTenant();
  const post = async (body: BodyInit, type = 'application/json') =>
    errorOf(
      await get(
        '/v1/fine_tuning/jobs',
        { authorization: `Bearer ${key}`, 'content-type': type },
        { method: 'POST', body },
      ),
    );
  expect(await post('{')).toMatchObject({ status: 400, code: 'invalid_json' });
  expect(await post('[]')).toMatchObject({ status: 400, code: 'invalid_json' });
  expect(await post('"x"')).toMatchObject({ status: 400, code: 'invalid_json' });
  expect(await post(Buffer.from('{"model":"\xff"}', 'latin1'))).toMatchObject({ status: 400, code: 'invalid_json' });
  expect(await post('{}', 'text/plain')).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  expect(await post(`{"model":"${'x'.repeat(1_100_000)}"}`)).toMatchObject({ status: 413, code: 'request_too_large' });
  expect(await post('{"model":"\\u0000","training_file":"x"}')).toMatchObject({ status: 400, code: 'invalid_value' });
  expect(await post('{"model":"\\\\u0000","training_file":"x"}')).toMatchObject({ status: 404 });
  const inPath = await get('/v1/models/a%00b', { authorization: `Bearer ${key}` });
  expect(await errorOf(inPath)).toMatchObject({ status: 400, code: 'invalid_value' });
});

it('lets pages of other sites call /v1 and shows them its headers; cookie routes refuse them', async () => {
  const preflight = await get(
    '/v1/files',
    { 'access-control-request-headers': 'x-stainless-os' },
    { method: 'OPTIONS' },
  );
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toBe('x-stainless-os');
  const refused = await get('/v1/files');
  expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  expect(refused.headers.get('access-control-expose-headers')).toContain('x-request-id');

  const tenant = await api.makeTenant();
  const create = (headers: Record<string, string>, body = '{"name":"x"}') =>
    get(`/api/projects/${tenant.projectId}/api-keys`, { cookie: tenant.cookie, ...headers }, { method: 'POST', body });
  const json = { 'content-type': 'application/json' };
  for (const origin of ['https://evil.example', 'null', `${api.url}.evil.example`])
    expect(await errorOf(await create({ ...json, origin }))).toMatchObject({ status: 403 });
  expect((await create({ ...json, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await create(json)).status).toBe(403);
  expect((await create({ origin: api.url, 'content-type': 'text/plain' })).status).toBe(415);
  expect((await get(`/api/projects/${tenant.projectId}/api-keys`, { cookie: tenant.cookie })).status).toBe(200);
  expect(await api.deps.db.system.apiKey.count({ where: { projectId: tenant.projectId } })).toBe(1);
  expect((await create({ ...json, origin: api.url })).status).toBe(201);
  expect((await create({ ...json, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
});

it('shows metrics to the operator only, with routes instead of paths', async () => {
  expect((await get('/metrics')).status).toBe(401);
  expect((await get('/metrics', { authorization: 'Bearer wrong' })).status).toBe(401);
  const { key } = await api.makeTenant();
  await get('/v1/files/file-000000000000000000000000', { authorization: `Bearer ${key}` });
  const text = await (await get('/metrics', { authorization: `Bearer ${api.deps.env.secrets.operatorToken}` })).text();
  expect(text).toContain('route="/v1/files/:file_id"');
  expect(text).toContain('modelmint_queue_jobs');
  expect(text).not.toContain('file-0000');
  expect((await get('/health')).status).toBe(200);
  expect(await (await get('/readyz')).json()).toEqual({ status: 'ok', database: 'ok', queue: 'ok', storage: 'ok' });
});

it('never answers with the inside of an unforeseen error', async () => {
  const tenant = await api.makeTenant();
  const { storage } = api.deps;
  api.deps.storage = { ...storage, put: () => Promise.reject(new Error('secret /etc/path')) } as typeof storage;
  try {
    const form = new FormData();
    form.set('purpose', 'fine-tune');
    form.set('file', new File(['x'], 'a'));
    const response = await get('/v1/files', { authorization: `Bearer ${tenant.key}` }, { method: 'POST', body: form });
    const error = await errorOf(response);
    expect(error).toMatchObject({ status: 500, code: 'internal_error' });
    expect(JSON.stringify(error)).not.toContain('secret');
  } finally {
    api.deps.storage = storage;
  }
});

it('survives request lines and hosts that are no such', async () => {
  const send = (head: string) =>
    new Promise<string>((resolve) => {
      const { port, hostname } = new URL(api.url);
      const socket = connect(Number(port), hostname, () => socket.write(head));
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk.toString();
      });
      socket.on('close', () => resolve(text));
    });
  expect(await send('GET /v1/%ff HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 40[14]/);
  expect(await send('GET http://evil/v1/models HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 4\d\d/,
  );
  expect(await send('GET /v1/models HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 4\d\d/);
  expect((await get('/healthz')).status).toBe(200);
});
