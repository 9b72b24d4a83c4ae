import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRouteObjects } from '../insert-route-objects.ts';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';

let clone: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  clone = await cloneDatabase();
  api = await startTestApi(clone);
});
afterAll(async () => {
  await api.close();
  await clone.drop();
});

interface Answer {
  status: number;
  body: Record<string, unknown> & { error?: { code: string; message: string; param: string | null } };
}

async function call(cookie: string, path: string, [method, body]: [string, object?] = ['GET']): Promise<Answer> {
  const response = await fetch(`${api.url}/api${path}`, {
    method,
    headers: { cookie, origin: api.url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
const at = ({ organizationId }: TestTenant, path = '') => `/organizations/${organizationId}/projects${path}`;
const callModel = ({ key }: TestTenant, model: string) =>
  fetch(`${api.url}/v1/classifications`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, input: 'x' }),
  });

test('a project is made, renamed and given limits, and of two tabs the second is told', async () => {
  const tenant = await api.makeTenant();
  const made = await call(tenant.cookie, at(tenant), ['POST', { name: ' Spam filter ' }]);
  expect(made).toMatchObject({ status: 201, body: { name: 'Spam filter' } });
  const own = at(tenant, `/${made.body.id}`);
  const both = await Promise.all(
    ['One', 'Two'].map((name) => call(tenant.cookie, own, ['PATCH', { name, version: 1 }])),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  const limits = { monthlySpendMaxMicros: '5000000', requestsPerMinuteMax: 10 };
  expect((await call(tenant.cookie, own, ['PATCH', { limits, version: 2 }])).body).toMatchObject(limits);
  const { body } = await call(tenant.cookie, at(tenant));
  expect(body.data).toMatchObject([{ name: 'First' }, { ...limits, spentMicros: '0', version: 3 }]);
  const free = { monthlySpendMaxMicros: null, requestsPerMinuteMax: null };
  expect((await call(tenant.cookie, own, ['PATCH', { limits: free, version: 3 }])).body).toMatchObject(free);
});

test.each([
  [{ monthlySpendMaxMicros: '-1', requestsPerMinuteMax: null }, 'limits.monthlySpendMaxMicros'],
  [{ monthlySpendMaxMicros: '1.5', requestsPerMinuteMax: null }, 'limits.monthlySpendMaxMicros'],
  [{ monthlySpendMaxMicros: '999999999999999', requestsPerMinuteMax: null }, 'limits.monthlySpendMaxMicros'],
  [{ monthlySpendMaxMicros: null, requestsPerMinuteMax: 0 }, 'limits.requestsPerMinuteMax'],
  [{ monthlySpendMaxMicros: null, requestsPerMinuteMax: 1.5 }, 'limits.requestsPerMinuteMax'],
  [{ monthlySpendMaxMicros: null }, 'limits.requestsPerMinuteMax'],
])('limits %j are refused at %s', async (limits, param) => {
  const tenant = await api.makeTenant();
  const { status, body } = await call(tenant.cookie, at(tenant, `/${tenant.projectId}`), [
    'PATCH',
    { limits, version: 1 },
  ]);
  expect([status, body.error?.param]).toEqual([400, param]);
});

test('calls stop at the limits of the project, which say that they are its', async () => {
  const tenant = await api.makeTenant();
  const { model } = await insertRouteObjects(api.deps, tenant);
  const limit = (limits: object, version: number) =>
    call(tenant.cookie, at(tenant, `/${tenant.projectId}`), ['PATCH', { limits, version }]);
  await limit({ monthlySpendMaxMicros: '0', requestsPerMinuteMax: null }, 1);
  const poor = await callModel(tenant, model);
  expect([poor.status, await poor.json()]).toMatchObject([
    429,
    { error: { code: 'insufficient_quota', param: 'project.monthly_spend' } },
  ]);
  await limit({ monthlySpendMaxMicros: null, requestsPerMinuteMax: 1 }, 2);
  const first = await callModel(tenant, model);
  expect(first.headers.get('x-ratelimit-limit-requests')).toBe('1');
  const second = await callModel(tenant, model);
  expect([second.status, await second.json()]).toMatchObject([
    429,
    { error: { code: 'rate_limit_exceeded', param: 'project.requests_per_minute' } },
  ]);
});

test('a project of another organization is not there', async () => {
  const [tenant, other] = [await api.makeTenant(), await api.makeTenant()];
  const own = at(tenant, `/${other.projectId}`);
  const answers = [
    await call(tenant.cookie, own, ['PATCH', { name: 'Mine', version: 1 }]),
    await call(tenant.cookie, `${own}/archive`, ['POST', {}]),
    await call(tenant.cookie, `${own}/restore`, ['POST', {}]),
  ];
  for (const { status, body } of answers) expect([status, body.error?.code]).toEqual([404, 'not_found']);
});

test('an archived project keeps its data and stops its keys and jobs, until it is restored', async () => {
  const tenant = await api.makeTenant();
  const { model, openJob } = await insertRouteObjects(api.deps, tenant);
  const turn = (verb: string) => call(tenant.cookie, at(tenant, `/${tenant.projectId}/${verb}`), ['POST', {}]);
  const archived = await turn('archive');
  expect(archived).toMatchObject({ status: 200, body: { archivedAt: expect.any(String) } });
  expect((await turn('archive')).body).toEqual(archived.body);
  expect((await callModel(tenant, model)).status).toBe(401);
  const job = await api.deps.db.system.fineTuningJob.findUniqueOrThrow({ where: { id: openJob } });
  expect(job.status).toBe('CANCELLED');
  const project = `/projects/${tenant.projectId}`;
  expect((await call(tenant.cookie, `${project}/models`)).status).toBe(200);
  const refused = await call(tenant.cookie, `${project}/classifications`, ['POST', { model, input: 'x' }]);
  expect(refused.body.error).toMatchObject({ code: 'invalid_state', message: expect.stringContaining('archived') });
  for (const _ of [1, 2]) expect((await turn('restore')).body).toMatchObject({ archivedAt: null });
  expect((await callModel(tenant, model)).status).not.toBe(401);
  const entries = await api.deps.db.system.auditEntry.findMany({
    where: { organizationId: tenant.organizationId, targetKind: 'project' },
    orderBy: { createdAt: 'asc' },
  });
  expect(entries.map(({ action }) => action)).toEqual(['project.archive', 'project.restore']);
});
