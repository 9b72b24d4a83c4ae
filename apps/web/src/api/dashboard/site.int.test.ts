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
