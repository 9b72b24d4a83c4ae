import { eraseOrganization } from '@modelmint/db/system/erase-organization';
import { listClosing } from '@modelmint/db/system/list-closing';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { startPayments, type TestPayments } from '@modelmint/testing/start-payments';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertRouteObjects } from '../insert-route-objects.ts';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';

let clone: TestDatabase;
let payments: TestPayments;
let api: TestApi;
beforeAll(async () => {
  clone = await cloneDatabase();
  payments = await startPayments();
  api = await startTestApi(clone, { stripe: payments.stripe });
});
afterAll(async () => {
  await payments.fake.close();
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
const at = ({ organizationId }: TestTenant, path = '') => `/organizations/${organizationId}${path}`;
const rowOf = ({ organizationId }: TestTenant) =>
  api.deps.db.system.organization.findUniqueOrThrow({ where: { id: organizationId } });
const longAgo = () => new Date(Date.now() - 30.01 * 86_400_000);

test('somebody makes another organization, owns it, gets no second trial credit, and at most ten', async () => {
  const cookie = await api.makeCookie();
  const made = await call(cookie, '/organizations', ['POST', { name: 'Напиток العربية' }]);
  expect(made).toMatchObject({ status: 201, body: { projectId: expect.stringMatching(/^proj_/) } });
  const organizationId = String(made.body.organizationId);
  const { system } = api.deps.db;
  expect(await system.member.findMany({ where: { organizationId } })).toMatchObject([{ role: 'OWNER' }]);
  expect(await system.wallet.findMany({ where: { organizationId } })).toMatchObject([{ promoMicros: 0n }]);
  const log = await system.auditEntry.findMany({ where: { organizationId } });
  expect(log).toMatchObject([{ action: 'organization.create', address: '127.0.0.1' }]);
  // Names of one slug: one name within seconds is a second click.
  const more = await Promise.all(
    Array.from({ length: 12 }, (_, at) => call(cookie, '/organizations', ['POST', { name: `Same${'!'.repeat(at)}` }])),
  );
  expect(more.filter(({ status }) => status === 201)).toHaveLength(9);
  expect(more.find(({ status }) => status === 409)?.body.error?.message).toContain('10 is the most');
});

test.each([
  ['empty', '  '],
  ['a zero-width space', 'Eng\u200bines'],
  ['a right-to-left override', 'Eng\u202eines'],
  ['two lines', 'Eng\nines'],
  ['81 characters', 'x'.repeat(81)],
  ['no text', 7],
])('a name with %s is refused, at its field', async (_, name) => {
  const tenant = await api.makeTenant();
  for (const [path, what] of [
    ['/organizations', ['POST', { name }]],
    [at(tenant), ['PATCH', { name, version: 1 }]],
    [at(tenant, '/projects'), ['POST', { name }]],
  ] as [string, [string, object]][]) {
    const { status, body } = await call(tenant.cookie, path, what);
    expect([status, body.error?.param]).toEqual([400, 'name']);
  }
});

test('a name of 1 MB is refused before it is read whole', async () => {
  const tenant = await api.makeTenant();
  const { status } = await call(tenant.cookie, at(tenant), ['PATCH', { name: 'x'.repeat(1_100_000), version: 1 }]);
  expect(status).toBe(413);
});

test('markup and letters of every script are names like others', async () => {
  const tenant = await api.makeTenant();
  let version = 1;
  for (const name of ['<script>alert(1)</script>', '=HYPERLINK("x")', 'مؤسسة', '深度学习']) {
    const { body } = await call(tenant.cookie, at(tenant), ['PATCH', { name, version }]);
    expect(body).toEqual({ name, version: ++version });
  }
  expect((await rowOf(tenant)).slug).not.toContain('script');
});

test('of two tabs that rename, the second is told', async () => {
  const tenant = await api.makeTenant();
  const rename = (name: string) => call(tenant.cookie, at(tenant), ['PATCH', { name, version: 1 }]);
  const answers = await Promise.all([rename('One'), rename('Two')]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const now = (await rowOf(tenant)).name;
  expect(answers.find(({ status }) => status === 409)?.body.error?.message).toContain(`“${now}”`);
});

test('a deleted organization stops at once, can be restored, and goes on', async () => {
  const tenant = await api.makeTenant();
  const ids = await insertRouteObjects(api.deps, tenant);
  const { name } = await rowOf(tenant);
  const { body: view } = await call(tenant.cookie, at(tenant));
  expect(view).toMatchObject({ belongings: { models: 3, openJobs: 3, apiKeys: 1 }, erasedFrom: null });
  const wrong = await call(tenant.cookie, at(tenant, '/delete'), ['POST', { name: `${name}x` }]);
  expect(wrong.body.error).toMatchObject({ code: 'invalid_value', param: 'name' });
  expect((await call(tenant.cookie, at(tenant, '/delete'), ['POST', { name }])).status).toBe(200);
  const again = await call(tenant.cookie, at(tenant, '/delete'), ['POST', { name }]);
  expect(again.body.erasedFrom).toBe((await call(tenant.cookie, at(tenant))).body.erasedFrom);
  const models = () => fetch(`${api.url}/v1/models`, { headers: { authorization: `Bearer ${tenant.key}` } });
  expect((await models()).status).toBe(401);
  expect(await api.deps.db.system.fineTuningJob.findUnique({ where: { id: ids.openJob } })).toMatchObject({
    status: 'CANCELLED',
  });
  const project = `/projects/${tenant.projectId}`;
  expect((await call(tenant.cookie, `${project}/datasets`)).status).toBe(200);
  const refused = await call(tenant.cookie, `${project}/api-keys`, ['POST', { name: 'late' }]);
  expect(refused.body.error).toMatchObject({ code: 'invalid_state', message: expect.stringContaining('restore') });
  expect((await call(tenant.cookie, at(tenant), ['PATCH', { name: 'x', version: 1 }])).status).toBe(400);
  expect(await eraseOrganization(api.deps.db, tenant.organizationId)).toBe(false);
  expect((await call(tenant.cookie, at(tenant, '/restore'), ['POST', {}])).body).toEqual({ status: 'restored' });
  expect((await models()).status).toBe(200);
  expect((await call(tenant.cookie, at(tenant, '/restore'), ['POST', {}])).body.error?.code).toBe('invalid_state');
});

test('its subscription ends with the paid period, and goes on when it is restored', async () => {
  const tenant = await api.makeTenant();
  const purchase = { kind: 'subscription', planCode: 'pro' };
  const { body } = await call(tenant.cookie, at(tenant, '/billing/checkout'), ['POST', purchase]);
  const sessionId = new URL(String(body.url)).pathname.split('/').at(-1) ?? '';
  await payments.fake.pay(sessionId);
  await call(tenant.cookie, at(tenant, '/billing/fulfil'), ['POST', { sessionId }]);
  const subscription = async () =>
    api.deps.db.system.stripeSubscription.findFirstOrThrow({ where: { organizationId: tenant.organizationId } });
  expect((await subscription()).cancelAtPeriodEnd).toBe(false);
  const { name } = await rowOf(tenant);
  await call(tenant.cookie, at(tenant, '/delete'), ['POST', { name }]);
  expect((await subscription()).cancelAtPeriodEnd).toBe(true);
  await call(tenant.cookie, at(tenant, '/restore'), ['POST', {}]);
  expect((await subscription()).cancelAtPeriodEnd).toBe(false);
});

test('after the grace people and data are gone, and money and usage stay', async () => {
  const tenant = await api.makeTenant();
  await insertRouteObjects(api.deps, tenant);
  const { organizationId } = tenant;
  const { system } = api.deps.db;
  const usage = { id: newId('usage'), organizationId, projectId: tenant.projectId, eventKey: 'request:x' };
  await api.deps.db.app.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.org', ${organizationId}, true)`;
    const amounts = { tokens: 5n, rateMicros: 1_000_000n, amountMicros: 5n, funding: 'CREDIT' as const };
    await tx.usage.create({ data: { ...usage, ...amounts, meter: 'inference', baseModel: 'b', priceBookId: 'pb_1' } });
  });
  const { name } = await rowOf(tenant);
  await withOrg(api.deps.db, organizationId, (tx) =>
    tx.ssoConnection.create({
      data: {
        ...{
          id: newId('ssoConnection'),
          organizationId,
          issuer: 'https://id.example',
          clientId: 'c',
          sealedSecret: 's',
        },
        ...{ domain: 'erased.example', domainToken: 't', domainVerifiedAt: new Date(), isEnforced: true },
      },
    }),
  );
  await call(tenant.cookie, at(tenant, '/delete'), ['POST', { name }]);
  await system.organization.update({ where: { id: organizationId }, data: { deleteRequestedAt: longAgo() } });
  expect(await listClosing(api.deps.db)).toContainEqual({ id: organizationId, isDue: true });
  const both = await Promise.all([
    eraseOrganization(api.deps.db, organizationId),
    eraseOrganization(api.deps.db, organizationId),
  ]);
  expect(both.sort()).toEqual([false, true]);
  const own = { where: { organizationId } };
  const counts = await Promise.all([
    ...[system.member.count(own), system.invitation.count(own), system.apiKey.count(own), system.file.count(own)],
    ...[system.dataset.count(own), system.datasetVersion.count(own), system.fineTuningJob.count(own)],
    ...[system.model.count(own), system.endpoint.count(own), system.baseModel.count(own), system.request.count(own)],
    system.ssoConnection.count(own),
  ]);
  expect(counts).toEqual(counts.map(() => 0));
  expect(await system.usage.count(own)).toBe(1);
  expect(await system.creditGrant.count(own)).toBe(1);
  expect(JSON.stringify([await rowOf(tenant), await system.project.findMany(own)])).not.toContain(name);
  expect((await call(tenant.cookie, at(tenant))).status).toBe(404);
});

test('the export holds everything but secrets', async () => {
  const tenant = await api.makeTenant();
  const ids = await insertRouteObjects(api.deps, tenant);
  const sessions = (confirmedAt: Date) => api.deps.db.system.session.updateMany({ data: { confirmedAt } });
  await sessions(new Date(Date.now() - 11 * 60_000));
  expect(await call(tenant.cookie, at(tenant, '/export'))).toMatchObject({
    status: 403,
    body: { error: { code: 'reauthentication_required' } },
  });
  await sessions(new Date());
  const response = await fetch(`${api.url}/api${at(tenant, '/export')}`, { headers: { cookie: tenant.cookie } });
  expect(response.headers.get('content-disposition')).toContain('.jsonl');
  const text = await response.text();
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { kind: string; id?: string });
  const countOf = (kind: string) => lines.filter((line) => line.kind === kind).length;
  const kinds = ['organization', 'member', 'project', 'invitation', 'api_key', 'model', 'endpoint'];
  expect(kinds.map(countOf)).toEqual([1, 3, 1, 1, 1, 3, 1]);
  expect(lines).toContainEqual(
    expect.objectContaining({ content: `/api/projects/${tenant.projectId}/files/${ids.file}/content` }),
  );
  for (const secret of ['tokenHash', 'keyHash', 'previousHash', 'storageKey', 'storagePrefix'])
    expect(text).not.toContain(secret);
});

test('the jobs of whoever is alone in an organization end with their account', async () => {
  const tenant = await api.makeTenant();
  const ids = await insertRouteObjects(api.deps, tenant);
  const { organizationId } = tenant;
  const { user } = (await call(tenant.cookie, '/account')).body as { user: { id: string; email: string } };
  await api.deps.db.system.member.deleteMany({ where: { organizationId, userId: { not: user.id } } });
  expect((await call(tenant.cookie, '/account', ['DELETE', { email: user.email }])).status).toBe(200);
  expect((await rowOf(tenant)).deleteRequestedAt).not.toBeNull();
  expect(await api.deps.db.system.fineTuningJob.findUnique({ where: { id: ids.openJob } })).toMatchObject({
    status: 'CANCELLED',
  });
});
