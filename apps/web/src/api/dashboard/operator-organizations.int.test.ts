import { findApiKey } from '@modelmint/db/system/find-api-key';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeReadyVersion } from '@modelmint/testing/make-ready-version';
import { makeTrainingJob } from '@modelmint/testing/make-training-job';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCallLimits } from '../../features/call/server/read-call-limits.ts';
import { readFileAllowance } from '../../features/file/server/store-file.ts';
import { startTestApi, type TestApi, type TestTenant } from '../start-test-api.ts';

let database: TestDatabase;
let api: TestApi;
let operator: string;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  operator = await api.makeCookie({ isOperator: true });
});
afterAll(async () => {
  await api?.close();
  await database?.drop();
});

async function call(
  path: string,
  { cookie = operator, body, method }: { cookie?: string; body?: object; method?: string } = {},
) {
  const response = await fetch(`${api.url}/api${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { cookie, origin: api.url, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: what came is judged by the test
  return { status: response.status, body: (await response.json()) as any };
}
const at = ({ organizationId }: TestTenant) => `/operator/organizations/${organizationId}`;
const find = async (query: string) => (await call(`/operator/organizations?${query}`)).body;
const idsOf = ({ organizations }: { organizations: { id: string }[] }) => organizations.map(({ id }) => id);
const withKey = async ({ key }: TestTenant, path: string, body?: object) => {
  const response = await fetch(`${api.url}/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
};
const acts = async ({ organizationId }: TestTenant) => {
  const entries = await api.deps.db.system.auditEntry.findMany({
    where: { organizationId, actorKind: 'operator' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return entries.map(({ action, details }) => ({ action, details }));
};
const creditOf = async (tenant: TestTenant) => BigInt((await call(at(tenant))).body.wallet.promoMicros);

it('finds organizations by name, slug, id and a member’s address, page by page', async () => {
  const mine = [await api.makeTenant(), await api.makeTenant(), await api.makeTenant()];
  const [first] = mine;
  if (first === undefined) throw new Error('no tenant');
  const { organizationId: id } = first;
  const { system } = api.deps.db;
  for (const [place, tenant] of mine.entries())
    await system.organization.update({
      where: { id: tenant.organizationId },
      data: { name: `50%_Birch ${place}`, slug: `birch-${place}` },
      select: { id: true },
    });
  const { email } = await system.user.findUniqueOrThrow({ where: { id: first.userId }, select: { email: true } });
  expect(idsOf(await find(`q=${id}`))).toEqual([id]);
  expect(idsOf(await find('q=birch-0'))).toEqual([id]);
  expect(idsOf(await find(`q=${encodeURIComponent(email.toUpperCase())}`))).toEqual([id]);
  // Signs of a pattern stand for themselves.
  expect(idsOf(await find(`q=${encodeURIComponent('50%_b')}`))).toHaveLength(3);
  expect(idsOf(await find(`q=${encodeURIComponent('5%birch')}`))).toEqual([]);
  expect(await find('q=%20birch-0')).toMatchObject({ organizations: [{ id, members: 2, state: 'active' }] });
  const one = await find('q=birch-&limit=2');
  const two = await find(`q=birch-&limit=2&after=${idsOf(one)[1]}`);
  expect([one.hasMore, two.hasMore]).toEqual([true, false]);
  expect([...idsOf(one), ...idsOf(two)].toSorted()).toEqual(mine.map((tenant) => tenant.organizationId).toSorted());
});

it('shows who and what is in it, and nobody but operators', async () => {
  const tenant = await api.makeTenant();
  expect((await call(at(tenant))).body).toMatchObject({
    ...{ id: tenant.organizationId, state: 'active', membersCount: 2, projectsCount: 1, apiKeysCount: 1 },
    ...{
      members: expect.arrayContaining([expect.objectContaining({ userId: tenant.userId, role: 'OWNER' })]),
      projects: [{ id: tenant.projectId }],
      jobs: [],
    },
  });
  expect(await call(`/operator/organizations/${newId('organization')}`)).toMatchObject({ status: 404 });
  for (const path of ['', '/suspend', '/resume', '/credit'])
    expect(await call(`${at(tenant)}${path}`, { cookie: tenant.cookie, ...(path ? { body: {} } : {}) })).toMatchObject({
      status: 404,
    });
});

it('sets limits in place of the plan’s, which hold at once, and takes them back', async () => {
  const tenant = await api.makeTenant();
  const none = { requestsPerMinute: null, tokensPerMinute: null, trainConcurrencyMax: null };
  const set = async (limits: object) =>
    call(`${at(tenant)}/limits`, {
      method: 'PUT',
      body: { ...none, fileSizeBytesMax: null, storageBytesMax: null, reason: 'A trial', ...limits },
    });
  const { plan } = (await call(at(tenant))).body.limits;
  const own = { requestsPerMinute: 1, trainConcurrencyMax: 7, fileSizeBytesMax: 1_000_000, storageBytesMax: 2_000_000 };
  const first = await set(own);
  expect(first.body.error).toBeUndefined();
  expect(first.body.limits).toMatchObject({ plan, own: { requestsPerMinute: 1, reason: 'A trial' } });
  const { organizationId, projectId, userId } = tenant;
  const principal = { organizationId, projectId, userId, role: 'OWNER', apiKeyId: null, isVerified: true } as const;
  expect(await readFileAllowance(api.deps, principal)).toMatchObject({ sizeBytesMax: 1_000_000 });
  expect(await readCallLimits(api.deps, principal)).toMatchObject({
    requestsPerMinute: 1,
    tokensPerMinute: plan.tokensPerMinute,
  });
  const hash = await api.deps.db.system.apiKey.findFirstOrThrow({ where: { organizationId } });
  expect(await findApiKey(api.deps.db, hash.keyHash)).toMatchObject({ requestsPerMinute: 1 });
  expect((await call(`/organizations/${organizationId}/billing`, { cookie: tenant.cookie })).body).toMatchObject({
    ownLimits: { trainConcurrencyMax: 7, tokensPerMinute: null },
  });
  expect((await set({ trainConcurrencyMax: 0 })).body.error).toMatchObject({
    ...{ param: 'trainConcurrencyMax', message: expect.stringContaining('from 1 to 1,000') },
  });
  expect((await set({})).body.limits.own).toBeNull();
  expect(await acts(tenant)).toMatchObject([
    { action: 'organization.limits', details: { trainConcurrencyMax: '7', reason: 'A trial' } },
    { action: 'organization.limits', details: { reason: 'A trial' } },
  ]);
});

it('suspends: keys are refused with the reason, members only look, and all works again when it is resumed', async () => {
  const tenant = await api.makeTenant();
  const project = `/projects/${tenant.projectId}`;
  const makeKey = () => call(`${project}/api-keys`, { cookie: tenant.cookie, body: { name: 'Second' } });
  expect((await call(`${at(tenant)}/suspend`, { body: { reason: 'No card works', cancelJobs: false } })).status).toBe(
    200,
  );
  const refused = await withKey(tenant, '/models');
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.text).error).toMatchObject({
    code: 'organization_suspended',
    message: expect.stringContaining('suspended the organization: No card works. Its data'),
  });
  expect(await makeKey()).toMatchObject({ status: 403, body: { error: { code: 'organization_suspended' } } });
  expect((await call(`${project}/api-keys`, { cookie: tenant.cookie })).status).toBe(200);
  expect((await find('state=suspended')).organizations).toMatchObject([
    { id: tenant.organizationId, suspendedReason: 'No card works' },
  ]);
  expect((await call(`${at(tenant)}/resume`, { body: {} })).body.state).toBe('active');
  // Again is harmless.
  expect((await call(`${at(tenant)}/resume`, { body: {} })).status).toBe(200);
  expect((await withKey(tenant, '/models')).status).toBe(200);
  expect((await makeKey()).status).toBe(201);
  expect(await acts(tenant)).toEqual([
    { action: 'organization.suspend', details: { reason: 'No card works', cancelJobs: false } },
    { action: 'organization.resume', details: {} },
  ]);
});

it('cancels the jobs of that organization only, when asked to', async () => {
  const [tenant, other] = [await api.makeTenant(), await api.makeTenant()];
  const insert = async (made: TestTenant) => {
    const owner = { ...made, slug: 'any' };
    const datasetVersionId = await makeReadyVersion(api.deps.db, owner);
    return makeTrainingJob(api.deps.db, owner, { datasetVersionId });
  };
  const jobs = [await insert(tenant), await insert(other)];
  const states = async () => {
    const rows = await api.deps.db.system.fineTuningJob.findMany({ where: { id: { in: jobs } } });
    return jobs.map((id) => rows.find((row) => row.id === id)?.status);
  };
  const suspend = (cancelJobs: boolean) => call(`${at(tenant)}/suspend`, { body: { reason: 'Abuse', cancelJobs } });
  expect((await suspend(false)).status).toBe(200);
  expect(await states()).toEqual(['QUEUED', 'QUEUED']);
  expect((await suspend(true)).body.jobs).toMatchObject([{ id: jobs[0], kind: 'training', status: 'CANCELLED' }]);
  expect(await states()).toEqual(['CANCELLED', 'QUEUED']);
});

it('cancels a job of any organization once, and says so in the log of that organization', async () => {
  const tenant = await api.makeTenant();
  const datasetVersionId = await makeReadyVersion(api.deps.db, { ...tenant, slug: 'any' });
  const jobId = await makeTrainingJob(api.deps.db, { ...tenant, slug: 'any' }, { datasetVersionId });
  const cancel = (id: string, cookie = operator) => call(`/operator/jobs/${id}/cancel`, { cookie, body: {} });
  expect(await cancel(jobId, tenant.cookie)).toMatchObject({ status: 404 });
  expect(await cancel(jobId)).toMatchObject({ status: 200, body: { id: jobId, status: 'cancelled' } });
  expect(await cancel(jobId)).toMatchObject({ status: 400, body: { error: { code: 'invalid_state' } } });
  expect(await cancel(newId('fineTuningJob'))).toMatchObject({ status: 404 });
  expect(await acts(tenant)).toEqual([{ action: 'job.cancel', details: {} }]);
});

it.each([
  ['no reason', '/suspend', { reason: '', cancelJobs: false }, 'reason'],
  ['no choice about jobs', '/suspend', { reason: 'Abuse' }, 'cancelJobs'],
  ['two lines', '/suspend', { reason: 'a\nb', cancelJobs: false }, 'reason'],
  ['nothing', '/credit', { key: 'a-key-of-a-request', amountMicros: '0', reason: 'x' }, 'amountMicros'],
  ['no key', '/credit', { amountMicros: '5000000', reason: 'x' }, 'key'],
])('refuses %s', async (_, path, body, param) => {
  const tenant = await api.makeTenant();
  expect(await call(`${at(tenant)}${path}`, { body })).toMatchObject({ status: 400, body: { error: { param } } });
  expect(await acts(tenant)).toEqual([]);
});

it('gives credit once for each key, with a reason that the customer reads', async () => {
  const tenant = await api.makeTenant();
  const before = await creditOf(tenant);
  const gift = { key: `gift-${crypto.randomUUID()}`, amountMicros: '25000000', reason: 'Thanks for the report' };
  const give = (change: object = {}) => call(`${at(tenant)}/credit`, { body: { ...gift, ...change } });
  const answers = await Promise.all([give(), give(), give()]);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect((await creditOf(tenant)) - before).toBe(25_000_000n);
  expect(await give({ amountMicros: '30000000' })).toMatchObject({
    ...{ status: 409, body: { error: { code: 'idempotency_key_reused' } } },
  });
  const billing = await call(`/organizations/${tenant.organizationId}/billing`, { cookie: tenant.cookie });
  expect(billing.body.grants).toContainEqual(
    expect.objectContaining({ category: 'promo', amountMicros: '25000000', reason: gift.reason }),
  );
  expect(await acts(tenant)).toEqual([{ action: 'credit.grant', details: { amount: '$25.00', reason: gift.reason } }]);
  const { body } = await call('/operator/ledger-checks', { body: {} });
  expect(body.data.filter(({ isOk }: { isOk: boolean }) => !isOk)).toEqual([]);
});
