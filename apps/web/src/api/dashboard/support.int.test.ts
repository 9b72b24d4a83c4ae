import { sweepSupport } from '@modelmint/db/system/support-sessions';
import { withOrg } from '@modelmint/db/with-org';
import { askSuperuser } from '@modelmint/testing/ask-superuser';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { setTags } from '../../features/fine-tuning/server/set-tags.ts';
import { requirePrincipal } from '../../features/organization/server/require-principal.ts';
import { insertRouteObjects } from '../insert-route-objects.ts';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';

let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  api.deps.rows.listen();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

interface Asked {
  cookie: string;
  body?: object;
  method?: string;
}

async function call(path: string, { cookie, body, method }: Asked) {
  const response = await fetch(`${api.url}${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { cookie, origin: api.url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: what came is judged by the test
  return { status: response.status, body: (text.startsWith('{') ? JSON.parse(text) : {}) as any };
}

const allow = ({ organizationId, cookie }: TestTenant, hours: unknown = 1) =>
  call(`/api/organizations/${organizationId}/support`, { cookie, method: 'PUT', body: { hours } });
const withdraw = ({ organizationId, cookie }: TestTenant) =>
  call(`/api/organizations/${organizationId}/support`, { cookie, method: 'DELETE' });
const view = async ({ organizationId, cookie }: TestTenant) =>
  (await call(`/api/organizations/${organizationId}/support`, { cookie })).body;
const come = ({ organizationId }: TestTenant, cookie: string, body: object = { reason: 'Ticket 1', isActing: false }) =>
  call(`/api/operator/organizations/${organizationId}/support`, { cookie, body });
const end = (cookie: string) => call('/api/operator/support/end', { cookie, body: {} });
const isIn = async ({ projectId }: TestTenant, cookie: string) =>
  (await call(`/api/projects/${projectId}/models`, { cookie })).status;
const acts = async ({ organizationId }: TestTenant) => {
  const entries = await api.deps.db.system.auditEntry.findMany({
    where: { organizationId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return entries.map(({ action, actorKind, details }) => ({ action, actorKind, details }));
};
const expired = (tenant: TestTenant) =>
  askSuperuser(
    database,
    `UPDATE support_session SET "startedAt" = now() - interval '1 hour', "expiresAt" = now() - interval '1 second'
     WHERE "organizationId" = $1`,
    [tenant.organizationId],
  );

it('comes in with a reason, looks for an hour at most, and is told of', async () => {
  const tenant = await api.makeTenant();
  const operator = await api.makeCookie({ isOperator: true });
  expect(await isIn(tenant, operator)).toBe(404);
  for (const body of [{ reason: ' ', isActing: false }, { isActing: false }, { reason: 'a\u202eb', isActing: false }])
    expect(await come(tenant, operator, body)).toMatchObject({ status: 400, body: { error: { param: 'reason' } } });
  expect(await come(tenant, operator, { reason: 'x', isActing: true })).toMatchObject({
    status: 403,
    body: { error: { code: 'permission_denied' } },
  });
  const began = Date.now();
  const started = await come(tenant, operator);
  expect(started).toMatchObject({ status: 201, body: { path: `/projects/${tenant.projectId}/overview` } });
  const minutes = (Date.parse(started.body.expiresAt) - began) / 60_000;
  expect(minutes).toBeGreaterThan(59);
  expect(minutes).toBeLessThan(60.1);
  expect(await isIn(tenant, operator)).toBe(200);
  const told = await api.deps.db.system.notification.findMany({ where: { organizationId: tenant.organizationId } });
  // Both owners.
  const { organizationId } = tenant;
  const inbox = await call(`/api/organizations/${organizationId}/notifications`, { cookie: tenant.cookie });
  expect(inbox.body.data).toMatchObject([{ path: `/organizations/${organizationId}/settings` }]);
  const notice = { kind: 'support_came', mailState: 'due', details: { reason: 'Ticket 1', isActing: false } };
  expect(told).toMatchObject([notice, notice]);
  // No member, and no way into the account of anybody.
  const { body: members } = await call(`/api/organizations/${tenant.organizationId}/members`, { cookie: operator });
  expect(members).toMatchObject({ total: 2 });
  expect((await call('/api/account', { cookie: operator })).body.organizations).toEqual([]);
  expect(await end(operator)).toMatchObject({ status: 200, body: { organizationId: tenant.organizationId } });
  expect([await isIn(tenant, operator), (await end(operator)).status]).toEqual([404, 404]);
  expect(await acts(tenant)).toMatchObject([
    { action: 'support.start', actorKind: 'operator', details: { reason: 'Ticket 1', mayAct: false } },
    { action: 'support.end', actorKind: 'operator', details: { by: 'operator' } },
  ]);
});

it('asks for a fresh sign-in and an operator who is no member', async () => {
  const tenant = await api.makeTenant();
  const stale = await api.makeCookie({ isOperator: true });
  const operator = await api.makeCookie({ isOperator: true, tenant, role: 'VIEWER' });
  await askSuperuser(
    database,
    `UPDATE session SET "confirmedAt" = now() - interval '11 minutes' WHERE "userId" IN (
    SELECT id FROM "user" WHERE "isOperator" AND id NOT IN (SELECT "userId" FROM member))`,
  );
  expect(await come(tenant, stale)).toMatchObject({ body: { error: { code: 'reauthentication_required' } } });
  expect(await come(tenant, operator)).toMatchObject({ status: 400, body: { error: { code: 'invalid_state' } } });
  expect((await come(tenant, tenant.cookie)).status).toBe(404);
  expect((await come({ ...tenant, organizationId: 'org-none' }, operator)).status).toBe(404);
});

it('acts with consent alone, as support in the log, and never takes, deletes, pays or meets people', async () => {
  const tenant = await api.makeTenant();
  const ids = await insertRouteObjects(api.deps, tenant);
  for (const hours of [0, 2, 1_000, '4'])
    expect(await allow(tenant, hours)).toMatchObject({ status: 400, body: { error: { param: 'hours' } } });
  expect((await allow({ ...tenant, cookie: await api.makeCookie({ tenant, role: 'MEMBER' }) })).status).toBe(403);
  expect((await allow(tenant)).status).toBe(200);
  const operator = await api.makeCookie({ isOperator: true });
  const started = await come(tenant, operator, { reason: 'Ticket 2', isActing: true });
  expect(started.status).toBe(201);
  const project = `/api/projects/${tenant.projectId}`;
  const organization = `/api/organizations/${tenant.organizationId}`;
  const tag = { cookie: operator, method: 'PUT', body: { tags: ['by-support'] } };
  expect((await call(`${project}/fine-tuning/${ids.job}/tags`, tag)).status).toBe(200);
  const [tagged] = (await acts(tenant)).filter(({ action }) => action === 'job.tag');
  expect(tagged).toMatchObject({ actorKind: 'support' });
  const log = await call(`${organization}/audit?action=job.tag`, { cookie: tenant.cookie });
  expect(log.body.data[0].actor).toMatchObject({ name: 'The operator, as support', detail: 'Ticket 2' });
  const refused: [string, Asked][] = [
    [`${project}/models/${ids.model}`, { cookie: operator, method: 'DELETE' }],
    [`${project}/models/${ids.model}/download`, { cookie: operator }],
    [`${project}/files/${ids.file}/content`, { cookie: operator }],
    [`${project}/api-keys`, { cookie: operator, body: { name: 'mine' } }],
    [`${organization}/billing/portal`, { cookie: operator, body: {} }],
    [`${organization}/members/${ids.user}`, { cookie: operator, method: 'PATCH', body: { role: 'VIEWER' } }],
    [`${organization}/support`, { cookie: operator, method: 'PUT', body: { hours: 72 } }],
    [`${organization}/notifications/read`, { cookie: operator, body: {} }],
    [organization, { cookie: operator, method: 'PATCH', body: { name: 'Theirs', version: 1 } }],
  ];
  for (const [path, asked] of refused)
    expect(await call(path, asked), path).toMatchObject({
      status: 403,
      body: { error: { code: 'permission_denied' } },
    });
  const upload = await fetch(`${api.url}/uploads`, {
    method: 'POST',
    headers: {
      ...{ cookie: operator, origin: api.url, 'tus-resumable': '1.0.0', 'upload-length': '3' },
      'upload-metadata': `projectId ${btoa(tenant.projectId)},purpose ${btoa('user_data')}`,
    },
  });
  expect(upload.status).toBe(403);
  // What support starts belongs to nobody.
  expect((await call(`${organization}/leave`, { cookie: operator, body: {} })).status).toBe(404);
});

it('notes each call of a model, and does nothing any more that was asked before its end', async () => {
  const tenant = await api.makeTenant();
  const ids = await insertRouteObjects(api.deps, tenant);
  const operator = await api.makeSupport(tenant, { isActing: true });
  const body = { model: ids.model, input: 'x' };
  await call(`/api/projects/${tenant.projectId}/classifications`, { cookie: operator, body });
  expect(await acts(tenant)).toContainEqual({ action: 'support.call', actorKind: 'support', details: {} });
  const principal = await requirePrincipal(api.deps, operator, tenant.projectId);
  await withdraw(tenant);
  const late = setTags(api.deps, principal, { jobId: ids.job, tags: ['late'] });
  await expect(late).rejects.toMatchObject({ code: 'permission_denied', message: /has ended meanwhile/ });
  const tags = await api.deps.db.system.jobTag.findMany({ where: { jobId: ids.job } });
  expect(tags.map(({ tag }) => tag)).not.toContain('late');
});

it('ends at once for the organization, by time, by a sign-out and with the right of the operator', async () => {
  const tenant = await api.makeTenant();
  const operator = await api.makeSupport(tenant, { isActing: true });
  expect(await isIn(tenant, operator)).toBe(200);
  expect((await view(tenant)).sessions).toMatchObject([{ isOpen: true, isActing: true }]);
  // Also while everything else is closed.
  await askSuperuser(database, `UPDATE organization SET "suspendedAt" = now(), "suspendedReason" = 'x' WHERE id = $1`, [
    tenant.organizationId,
  ]);
  expect((await withdraw(tenant)).body).toEqual({ ended: 1 });
  expect((await withdraw(tenant)).body).toEqual({ ended: 0 });
  expect(await isIn(tenant, operator)).toBe(404);
  expect(await view(tenant)).toMatchObject({ allowed: null, sessions: [{ isOpen: false, endedBy: 'organization' }] });

  const late = await api.makeSupport(tenant);
  await expired(tenant);
  expect(await isIn(tenant, late)).toBe(404);
  const [out, fired] = [await api.makeSupport(tenant), await api.makeSupport(tenant)];
  expect((await call('/api/account/sign-out-everywhere', { cookie: out, body: {} })).status).toBe(200);
  await askSuperuser(
    database,
    `UPDATE "user" SET "isOperator" = false WHERE id = (
    SELECT "operatorUserId" FROM support_session ORDER BY "startedAt" DESC LIMIT 1)`,
  );
  expect([await isIn(tenant, out), await isIn(tenant, fired)]).toEqual([401, 404]);
  expect(await sweepSupport(api.deps.db)).toBe(3);
  expect(await sweepSupport(api.deps.db)).toBe(0);
  const ends = (await acts(tenant)).filter(({ action }) => action === 'support.end');
  const by = ends.map(({ details }) => (details as { by: string }).by);
  expect(by.toSorted()).toEqual(['sign_out', 'sign_out', 'time']);
});

it('is one at a time in a browser, of that browser alone, and cannot be longer in PostgreSQL', async () => {
  const [one, two] = [await api.makeTenant(), await api.makeTenant()];
  const operator = await api.makeSupport(one);
  expect((await come(two, operator)).status).toBe(201);
  expect([await isIn(one, operator), await isIn(two, operator)]).toEqual([404, 200]);
  const { organizationId } = two;
  for (const sql of [
    `UPDATE support_session SET "expiresAt" = "startedAt" + interval '61 minutes' WHERE "organizationId" = '${organizationId}'`,
    `INSERT INTO support_consent VALUES ('${organizationId}', 'u', now(), now() + interval '73 hours')`,
  ])
    await expect(askSuperuser(database, sql)).rejects.toThrow(/at_most/);
  const prolong = withOrg(api.deps.db, organizationId, (tx) =>
    tx.supportSession.updateMany({ data: { expiresAt: new Date(Date.now() + 60_000) } }),
  );
  await expect(prolong).rejects.toThrow(/permission denied/);
});

it('hears the changes of the organization while it is there, and not afterwards', async () => {
  const tenant = await api.makeTenant();
  const operator = await api.makeSupport(tenant);
  const stream = await fetch(`${api.url}/events?project=${tenant.projectId}`, { headers: { cookie: operator } });
  expect(stream.status).toBe(200);
  const read = new Response(stream.body).text();
  await withdraw(tenant);
  expect(await read).toContain('retry:');
  expect((await fetch(`${api.url}/events?project=${tenant.projectId}`, { headers: { cookie: operator } })).status).toBe(
    404,
  );
});
