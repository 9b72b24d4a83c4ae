import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

interface Answer {
  id: string;
  key: string;
  name: string;
  scope: string;
  permissions: string[];
  last4: string;
  previous: { last4: string; until: string } | null;
  error: { message: string; code: string; param: string | null };
}

async function ask(tenant: TestTenant, { method, path = '', body }: { method: string; path?: string; body?: object }) {
  const response = await fetch(`${api.url}/api/projects/${tenant.projectId}/api-keys${path}`, {
    method,
    headers: { cookie: tenant.cookie, origin: api.url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, ...((await response.json()) as Answer) };
}
const make = (tenant: TestTenant, body: object) => ask(tenant, { method: 'POST', body: { name: 'made', ...body } });
const call = async (key: string, path = '/models', method = 'GET') => {
  const response = await fetch(`${api.url}/v1${path}`, { method, headers: { authorization: `Bearer ${key}` } });
  return { status: response.status, text: await response.text() };
};

it('gives a key what was chosen, and says what it lacks', async () => {
  const tenant = await api.makeTenant();
  const all = await make(tenant, {});
  expect(all).toMatchObject({ status: 201, scope: 'all' });
  const read = await make(tenant, { scope: 'read' });
  expect(read.permissions).toEqual(['project.read', 'usage.read']);
  expect((await call(read.key)).status).toBe(200);
  const refused = await call(read.key, '/fine_tuning/jobs/ftjob-x/cancel', 'POST');
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.text).error).toMatchObject({
    code: 'permission_denied',
    message: expect.stringMatching(/Missing scopes: job\.write\. The API key "made" does not have it: use another key/),
  });
  const calls = await make(tenant, { scope: 'chosen', permissions: ['model.call'] });
  expect((await call(calls.key)).text).toContain('Missing scopes: project.read.');
});

it('takes away and gives at once what is changed, renames, and refuses nonsense by its field', async () => {
  const tenant = await api.makeTenant();
  const { id, key } = await make(tenant, {});
  const change = (body: object) => ask(tenant, { method: 'PATCH', path: `/${id}`, body });
  expect(await change({ name: 'renamed', scope: 'chosen', permissions: ['data.write'] })).toMatchObject({
    ...{ status: 200, name: 'renamed', scope: 'chosen', permissions: ['data.write'] },
  });
  expect((await call(key)).status).toBe(403);
  expect((await change({ scope: 'all' })).status).toBe(200);
  expect((await call(key)).status).toBe(200);
  for (const [body, param, message] of [
    [{ scope: 'chosen' }, 'permissions', /choose at least one/],
    [{ scope: 'chosen', permissions: [] }, 'permissions', /choose at least one/],
    [{ scope: 'chosen', permissions: ['key.write'] }, 'permissions', /one of those that a key can have: project\.read/],
    [{ scope: 'read', permissions: ['model.call'] }, 'permissions', /belong to the scope "chosen" only/],
    [{ permissions: ['model.call'] }, 'permissions', /belong to the scope "chosen" only/],
    [{ scope: 'everything' }, 'scope', /./],
    [{ name: ' ' }, 'name', /give it a name/],
    [{}, null, /say what to change/],
  ] as const) {
    const { status, error } = await change(body);
    expect(status, JSON.stringify(body)).toBe(400);
    if (param !== null) expect(error.param).toMatch(new RegExp(`^${param}`));
    expect(error.message).toMatch(message);
  }
});

it('rotates: the new secret works, the old one for the grace, one before it no more', async () => {
  const tenant = await api.makeTenant();
  const first = await make(tenant, { scope: 'read' });
  const rotate = (body: object) => ask(tenant, { method: 'POST', path: `/${first.id}/rotate`, body });
  const second = await rotate({ graceHours: 2 });
  expect(second).toMatchObject({ status: 200, id: first.id, scope: 'read', previous: { last4: first.last4 } });
  expect([(await call(first.key)).status, (await call(second.key)).status]).toEqual([200, 200]);
  await api.deps.db.system.apiKey.update({
    where: { id: first.id },
    data: { previousUntil: new Date(Date.now() - 1) },
  });
  const late = await call(first.key);
  expect([late.status, (await call(second.key)).status]).toEqual([401, 200]);
  expect(late.text).toContain('it was replaced by a rotation. Use the new one.');
  const third = await rotate({ graceHours: 24 });
  expect((await call(first.key)).text).toContain('it does not exist.');
  expect([(await call(second.key)).status, (await call(third.key)).status]).toEqual([200, 200]);
  const fourth = await rotate({});
  expect([(await call(third.key)).status, (await call(fourth.key)).status]).toEqual([401, 200]);
  for (const graceHours of [-1, 25, 'long'])
    expect((await rotate({ graceHours })).status, String(graceHours)).toBe(400);
});

it('ends both secrets when it is revoked, and changes nothing about it after that', async () => {
  const tenant = await api.makeTenant();
  const first = await make(tenant, {});
  const second = await ask(tenant, { method: 'POST', path: `/${first.id}/rotate`, body: { graceHours: 24 } });
  expect((await ask(tenant, { method: 'DELETE', path: `/${first.id}` })).status).toBe(200);
  expect([(await call(first.key)).status, (await call(second.key)).status]).toEqual([401, 401]);
  const answers = [
    await ask(tenant, { method: 'POST', path: `/${first.id}/rotate`, body: {} }),
    await ask(tenant, { method: 'PATCH', path: `/${first.id}`, body: { name: 'x' } }),
  ];
  expect(answers.map(({ error }) => error)).toMatchObject([
    { code: 'invalid_state', message: 'The key is revoked. Make another.' },
    { code: 'invalid_state', message: 'The key is revoked. Make another.' },
  ]);
});

it('tells a new secret only to whoever signed in a moment ago', async () => {
  const tenant = await api.makeTenant();
  const { id } = await make(tenant, {});
  const { organizationId } = tenant;
  await api.deps.db.system.session.updateMany({
    where: { user: { members: { some: { organizationId } } } },
    data: { confirmedAt: new Date(Date.now() - 3_600_000) },
  });
  const again = { status: 403, error: { code: 'reauthentication_required' } };
  expect(await make(tenant, {})).toMatchObject(again);
  expect(await ask(tenant, { method: 'POST', path: `/${id}/rotate`, body: {} })).toMatchObject(again);
  // A leak is stopped at once.
  expect(await ask(tenant, { method: 'DELETE', path: `/${id}` })).toMatchObject({ status: 200 });
});
