import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEndpoint } from '../../features/endpoint/server/create-endpoint.ts';
import type { Principal } from '../../features/organization/server/principal.ts';
import { insertModel } from '../insert-test-data.ts';
import { readTestRows } from '../read-test-rows.ts';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';
import { startTestWorker, type TestWorker } from '../start-test-worker.ts';

let database: TestDatabase;
let api: TestApi;
let worker: TestWorker;
let tenant: TestTenant;
let operator: string;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  worker = await startTestWorker(api.deps);
  tenant = await api.makeTenant();
  // Nobody else may offer an endpoint that this organization pays for.
  operator = await api.makeCookie({ tenant, role: 'ADMIN', isOperator: true });
});
afterAll(async () => {
  await worker.close();
  await api.close();
  await database.drop();
});

async function send(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  { body, cookie }: { body: object; cookie?: string },
) {
  const response = await fetch(`${api.url}/api${path}`, {
    method,
    headers: { origin: api.url, 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
    body: JSON.stringify(body),
  });
  // biome-ignore lint/suspicious/noExplicitAny: what came is judged by the test
  return { status: response.status, body: (await response.json()) as any };
}
const attempt = (text: unknown) => send('POST', '/site/demo', { body: { text } });
const offer = (demo: object) => send('PUT', '/operator/site/demo', { body: demo, cookie: operator });

async function insertEndpoint(owner: TestTenant, name: string): Promise<{ projectId: string; endpoint: string }> {
  const { organizationId, projectId, userId } = owner;
  const principal: Principal = {
    ...{ organizationId, projectId, userId, role: 'OWNER', apiKeyId: null, isVerified: true },
  };
  const { id: modelId } = await insertModel(api.deps, owner);
  await createEndpoint(api.deps, principal, { name, modelId });
  return { projectId, endpoint: name };
}

it('offers nothing until the operator has chosen an endpoint of their own', async () => {
  expect(await attempt('hello')).toMatchObject({ status: 400, body: { error: { code: 'invalid_state' } } });
  const foreign = await insertEndpoint(await api.makeTenant(), 'theirs');
  for (const [demo, param] of [
    [foreign, 'endpoint'],
    [{ projectId: tenant.projectId, endpoint: 'none' }, 'projectId'],
  ] as const)
    expect(await offer(demo)).toMatchObject({ status: 400, body: { error: { code: 'invalid_value', param } } });
});

it('answers a visitor, and charges the organization of the endpoint', async () => {
  const demo = await insertEndpoint(tenant, 'support');
  expect((await offer(demo)).status).toBe(200);
  const { status, body } = await attempt('My parcel never came.');
  expect(status).toBe(200);
  expect(body.scores.length).toBeGreaterThan(0);
  expect(BigInt(body.amountMicros)).toBeGreaterThan(0n);
  const { requests } = await readTestRows(api, tenant);
  expect(requests).toMatchObject([{ id: body.requestId, route: 'demo', status: 200, userId: null, apiKeyId: null }]);
});

it('tells a stranger nothing of the money and the project of who pays', async () => {
  const where = { id: tenant.projectId };
  const { name } = await api.deps.db.system.project.findUniqueOrThrow({ where });
  for (const [closed, open] of [
    [{ monthlySpendMaxMicros: 0n }, { monthlySpendMaxMicros: null }],
    [{ archivedAt: new Date() }, { archivedAt: null }],
  ]) {
    await api.deps.db.system.project.update({ where, data: closed ?? {} });
    const { status, body } = await attempt('Where is it?');
    expect([status, body.error.code, body.error.param]).toEqual([400, 'invalid_state', null]);
    expect(body.error.message).toContain('closed at the moment');
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`\\$|${name}`));
    await api.deps.db.system.project.update({ where, data: open ?? {} });
  }
});

it.each([
  ['nothing', undefined],
  ['an empty text', '  '],
  ['a text that is too long', 'x'.repeat(501)],
  ['a list', ['a', 'b']],
])('refuses %s', async (_, text) => {
  expect(await attempt(text)).toMatchObject({ status: 400, body: { error: { param: 'text' } } });
});

it('lets one network address call ten times a minute', async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => attempt('again')));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBeGreaterThanOrEqual(2);
  expect(refused[0]?.body.error).toMatchObject({ code: 'rate_limit_exceeded' });
});

it('stops while the project is archived', async () => {
  const { system } = api.deps.db;
  const where = { id: tenant.projectId };
  await system.signInDelay.deleteMany({ where: { key: { startsWith: 'demo' } } });
  await system.project.update({ where, data: { archivedAt: new Date() } });
  expect(await attempt('hello')).toMatchObject({ status: 400, body: { error: { code: 'invalid_state' } } });
  await system.project.update({ where, data: { archivedAt: null } });
  expect((await attempt('hello')).status).toBe(200);
});

it('offers nothing while who pays for it is suspended', async () => {
  await api.deps.db.system.signInDelay.deleteMany({ where: { key: { startsWith: 'demo' } } });
  const { organizationId } = tenant;
  const act = (name: string, body: object) =>
    send('POST', `/operator/organizations/${organizationId}/${name}`, { body, cookie: operator });
  expect((await act('suspend', { reason: 'No card works', cancelJobs: false })).status).toBe(200);
  expect(await attempt('hello')).toMatchObject({ status: 400, body: { error: { code: 'invalid_state' } } });
  expect((await act('resume', {})).status).toBe(200);
  expect((await attempt('hello')).status).toBe(200);
});

it('stops when the operator says so', async () => {
  await api.deps.db.system.signInDelay.deleteMany({ where: { key: { startsWith: 'demo' } } });
  expect((await send('DELETE', '/operator/site/demo', { body: {}, cookie: operator })).status).toBe(200);
  expect(await attempt('hello')).toMatchObject({ status: 400, body: { error: { code: 'invalid_state' } } });
});

it('lets the operator alone change name, colour and logo, and refuses what could not be read or shown', async () => {
  const at = { body: { name: 'Acme Models', accent: '#2F6FED', supportEmail: null }, cookie: operator };
  const outsider = await api.makeCookie({ tenant, role: 'OWNER' });
  expect(await send('PUT', '/operator/site/brand', { ...at, cookie: outsider })).toMatchObject({ status: 404 });
  expect(await send('PUT', '/operator/site/brand', at)).toMatchObject({
    status: 200,
    body: { name: 'Acme Models', accent: '#2f6fed', supportEmail: null, logo: null },
  });
  for (const [field, value] of [
    ['name', '{name}'],
    ['accent', 'red'],
    ['supportEmail', 'nobody'],
  ])
    expect(
      await send('PUT', '/operator/site/brand', { ...at, body: { ...at.body, [field as string]: value } }),
    ).toMatchObject({ status: 400, body: { error: { code: 'invalid_value', param: field } } });
  const kept = await api.deps.db.system.setting.findUnique({ where: { key: 'brand' } });
  expect(kept?.value).toMatchObject({ name: 'Acme Models', accent: '#2f6fed' });
  const was = { name: 'Acme Models', accent: '#2f6fed', supportEmail: null };
  const rename = (name: string) => send('PUT', '/operator/site/brand', { ...at, body: { ...at.body, name, was } });
  const tabs = await Promise.all([rename('One'), rename('Two')]);
  expect(tabs.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

it('serves the logo from an address that names its bytes, and removes the one before', async () => {
  const putLogo = (bytes: Buffer) =>
    send('PUT', '/operator/site/logo', { body: { png: bytes.toString('base64') }, cookie: operator });
  for (const [bytes, code] of [
    [Buffer.from('<svg onload="alert(1)"/>'), 'invalid_file'],
    [makePng(16), 'invalid_file'],
    [makePng(2000), 'invalid_file'],
    [Buffer.concat([makePng(64), Buffer.alloc(300_000)]), 'invalid_value'],
  ] as const)
    expect(await putLogo(bytes)).toMatchObject({ status: 400, body: { error: { code } } });
  expect((await fetch(`${api.url}/api/site/logo`)).status).toBe(404);
  const { body: first } = await putLogo(makePng(64));
  const served = await fetch(`${api.url}/api/site/logo?v=${first.logo.sha256}`);
  expect(served.headers.get('content-type')).toBe('image/png');
  expect(served.headers.get('cache-control')).toContain('immutable');
  expect(Buffer.from(await served.arrayBuffer())).toEqual(makePng(64));
  await putLogo(makePng(128));
  expect(await api.deps.storage.head(`brand/${first.logo.sha256}`)).toBeNull();
  expect(await send('DELETE', '/operator/site/logo', { body: {}, cookie: operator })).toMatchObject({
    body: { logo: null },
  });
  expect((await fetch(`${api.url}/api/site/logo`)).status).toBe(404);
});

/** The head of a PNG of this size; nobody here looks further. */
function makePng(side: number): Buffer {
  const bytes = Buffer.alloc(64);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes);
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(side, 16);
  bytes.writeUInt32BE(side, 20);
  return bytes;
}
