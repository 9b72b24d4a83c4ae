import { newId, randomBase62 } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
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
const at = ({ organizationId }: TestTenant, path = '') => `/organizations/${organizationId}/invitations${path}`;
const someone = () => `${randomBase62(10).toLowerCase()}@example.com`;
const password = () => randomBase62(20);

async function tokenOf(recipient: string): Promise<string> {
  const { text } = await api.deps.db.system.mail.findFirstOrThrow({
    where: { recipient, kind: 'invitation' },
    orderBy: { createdAt: 'desc' },
  });
  return /\/invitations\/([\w-]{43})\s/.exec(text)?.[1] ?? '';
}

async function invite(tenant: TestTenant, email: string, body: object = {}): Promise<string> {
  const asked = { emails: [email], role: 'MEMBER', ...body };
  const { status, body: answer } = await call(tenant.cookie, at(tenant), ['POST', asked]);
  expect([status, answer]).toEqual([201, { data: [{ email, outcome: 'invited' }] }]);
  return tokenOf(email);
}
const join = (token: string) => call('', '/invitations/join', ['POST', { token, name: 'Ada', password: password() }]);
const accept = (cookie: string, token: string) => call(cookie, '/invitations/accept', ['POST', { token }]);
async function emailOf(cookie: string): Promise<string> {
  return ((await call(cookie, '/account')).body as { user: { email: string } }).user.email;
}
const openOf = async (tenant: TestTenant) =>
  (await call(tenant.cookie, at(tenant))).body.data as { id: string; email: string }[];

test('somebody new joins by the link, with role and projects, confirmed, without an organization of their own', async () => {
  const tenant = await api.makeTenant();
  const email = someone();
  const token = await invite(tenant, email, { projects: [tenant.projectId], role: 'VIEWER' });
  const rows = await api.deps.db.system.invitation.findMany({ where: { email } });
  expect(JSON.stringify(rows)).not.toContain(token);
  const joined = await join(token);
  expect(joined).toEqual({
    status: 201,
    body: { organizationId: tenant.organizationId, projectId: tenant.projectId, email },
  });
  const user = await api.deps.db.system.user.findUniqueOrThrow({ where: { email }, include: { members: true } });
  expect(user.emailVerified).not.toBeNull();
  expect(user.members).toMatchObject([{ organizationId: tenant.organizationId, role: 'VIEWER', isLimited: true }]);
  expect(await openOf(tenant)).toEqual([]);
  // The link works once.
  expect((await join(token)).body.error).toMatchObject({ code: 'invalid_state', param: 'token' });
  const actions = await api.deps.db.system.auditEntry.findMany({ where: { organizationId: tenant.organizationId } });
  expect(actions.map(({ action }) => action).sort()).toEqual(['invitation.accept', 'invitation.create']);
});

test('who has an account accepts with it, twice is harmless, and another address is refused', async () => {
  const tenant = await api.makeTenant();
  const [invited, stranger] = [await api.makeCookie(), await api.makeCookie()];
  const email = await emailOf(invited);
  const token = await invite(tenant, email);
  expect((await join(token)).body.error).toMatchObject({ code: 'conflict' });
  const refused = await accept(stranger, token);
  expect([refused.status, refused.body.error?.message]).toEqual([403, expect.stringContaining(email)]);
  const twice = await Promise.all([accept(invited, token), accept(invited, token)]);
  expect(twice.map(({ status }) => status).sort()).toContain(200);
  expect((await accept(invited, token)).body).toEqual({
    organizationId: tenant.organizationId,
    projectId: tenant.projectId,
  });
  expect((await accept(stranger, token)).body.error?.code).toBe('invalid_state');
  const again = await call(tenant.cookie, at(tenant), ['POST', { emails: [email], role: 'ADMIN' }]);
  expect(again.body).toEqual({ data: [{ email, outcome: 'is_member' }] });
});

test('links end when they are withdrawn, sent again or too old', async () => {
  const tenant = await api.makeTenant();
  const email = someone();
  const first = await invite(tenant, email);
  const [{ id = '' } = {}] = await openOf(tenant);
  expect((await call(tenant.cookie, at(tenant, `/${id}/resend`), ['POST', {}])).body).toEqual({
    email,
    outcome: 'invited',
  });
  const second = await tokenOf(email);
  expect(second).not.toBe(first);
  expect((await join(first)).body.error?.code).toBe('not_found');
  await api.deps.db.system.invitation.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
  expect((await join(second)).body.error?.message).toContain('too long');
  await call(tenant.cookie, at(tenant, `/${id}/resend`), ['POST', {}]);
  const third = await tokenOf(email);
  for (const _ of [1, 2])
    expect((await call(tenant.cookie, at(tenant, `/${id}`), ['DELETE'])).body).toEqual({ id, status: 'revoked' });
  expect((await join(third)).body.error?.message).toContain('withdrawn');
  expect((await call(tenant.cookie, at(tenant, `/${id}/resend`), ['POST', {}])).status).toBe(404);
  expect(await openOf(tenant)).toEqual([]);
});

test('an address has one open invitation, however often it is invited', async () => {
  const tenant = await api.makeTenant();
  const email = someone();
  await Promise.all(
    [1, 2, 3].map(() => call(tenant.cookie, at(tenant), ['POST', { emails: [email, email], role: 'MEMBER' }])),
  );
  expect(await openOf(tenant)).toHaveLength(1);
});

test('bad addresses, roles and projects are refused with their place, and nobody is invited', async () => {
  const tenant = await api.makeTenant();
  const admin = await api.makeCookie({ tenant, role: 'ADMIN' });
  const good = someone();
  const ask = async (body: object, cookie = tenant.cookie) =>
    (await call(cookie, at(tenant), ['POST', body])).body.error;
  expect(await ask({ emails: [good, '<script>@x'], role: 'MEMBER' })).toMatchObject({ param: 'emails[1]' });
  expect(await ask({ emails: [good, `${'x'.repeat(600)}@example.com`], role: 'MEMBER' })).toMatchObject({
    code: 'invalid_value',
  });
  expect(await ask({ emails: [], role: 'MEMBER' })).toMatchObject({ param: 'emails' });
  expect(await ask({ emails: Array.from({ length: 21 }, someone), role: 'MEMBER' })).toMatchObject({ param: 'emails' });
  expect(await ask({ emails: [good], role: 'KING' })).toMatchObject({ param: 'role' });
  expect(await ask({ emails: [good], role: 'ADMIN', projects: [tenant.projectId] })).toMatchObject({
    param: 'projects',
  });
  expect(await ask({ emails: [good], role: 'MEMBER', projects: [newId('project')] })).toMatchObject({
    code: 'not_found',
  });
  expect(await ask({ emails: [good], role: 'OWNER' }, admin)).toMatchObject({ code: 'permission_denied' });
  expect(await openOf(tenant)).toEqual([]);
});

test('one inbox gets five mails an hour, and an organization sends a hundred', async () => {
  const tenant = await api.makeTenant();
  const email = someone();
  for (let i = 0; i < 5; i += 1) await invite(tenant, email);
  const sixth = await call(tenant.cookie, at(tenant), ['POST', { emails: [email], role: 'MEMBER' }]);
  expect(sixth.body).toEqual({ data: [{ email, outcome: 'too_many_mails' }] });
  await api.deps.db.system.signInDelay.update({
    where: { key: `invite:${tenant.organizationId}` },
    data: { failures: 100 },
  });
  const { status, body } = await call(tenant.cookie, at(tenant), ['POST', { emails: [someone()], role: 'MEMBER' }]);
  expect([status, body.error?.code]).toEqual([429, 'rate_limit_exceeded']);
});

test('nobody joins an organization that is being deleted', async () => {
  const tenant = await api.makeTenant();
  const email = someone();
  const token = await invite(tenant, email);
  await api.deps.db.system.organization.update({
    where: { id: tenant.organizationId },
    data: { deleteRequestedAt: new Date() },
  });
  expect((await join(token)).body.error?.code).toBe('invalid_state');
  expect(await api.deps.db.system.user.count({ where: { email } })).toBe(0);
});

test('an admin does not send the invitation of an owner again', async () => {
  const tenant = await api.makeTenant();
  const admin = await api.makeCookie({ tenant, role: 'ADMIN' });
  const email = someone();
  const token = await invite(tenant, email, { role: 'OWNER' });
  const [{ id = '' } = {}] = await openOf(tenant);
  expect((await call(admin, at(tenant, `/${id}/resend`), ['POST', {}])).body.error?.code).toBe('permission_denied');
  expect(await tokenOf(email)).toBe(token);
  expect((await join(token)).status).toBe(201);
});

test('who is invited again while they accept is neither kept waiting nor let in twice', async () => {
  const tenant = await api.makeTenant();
  const rounds = Array.from({ length: 6 }, someone);
  for (const email of rounds) {
    const token = await invite(tenant, email);
    const again = { emails: [email], role: 'MEMBER' };
    const answers = await Promise.all([join(token), call(tenant.cookie, at(tenant), ['POST', again])]);
    for (const { status } of answers) expect([201, 400, 404, 409]).toContain(status);
  }
});

test('nobody who was removed comes back by an invitation of their own; another can send it again', async () => {
  const tenant = await api.makeTenant();
  const admin = await api.makeCookie({ tenant, role: 'ADMIN' });
  const { user } = (await call(admin, '/account')).body as { user: { id: string } };
  const [mine, friend] = [someone(), someone()];
  const emails = [mine, friend];
  expect((await call(admin, at(tenant), ['POST', { emails, role: 'ADMIN' }])).status).toBe(201);
  const tokens = { mine: await tokenOf(mine), friend: await tokenOf(friend) };
  const { organizationId } = tenant;
  const removed = await call(tenant.cookie, `/organizations/${organizationId}/members/${user.id}`, ['DELETE']);
  expect(removed.status).toBe(200);
  expect((await join(tokens.mine)).body.error?.message).toContain('withdrawn');
  expect(await api.deps.db.system.user.count({ where: { email: mine } })).toBe(0);
  const { id = '' } = (await openOf(tenant)).find(({ email }) => email === friend) ?? {};
  expect((await call(tenant.cookie, at(tenant, `/${id}/resend`), ['POST', {}])).status).toBe(200);
  expect((await join(tokens.friend)).body.error?.code).toBe('not_found');
  expect((await join(await tokenOf(friend))).status).toBe(201);
});

test('an invitation is worth nothing once its sender has lost the right', async () => {
  const tenant = await api.makeTenant();
  const admin = await api.makeCookie({ tenant, role: 'ADMIN' });
  const { user } = (await call(admin, '/account')).body as { user: { id: string } };
  const invited = await api.makeCookie();
  const email = await emailOf(invited);
  await call(admin, at(tenant), ['POST', { emails: [email], role: 'MEMBER' }]);
  const token = await tokenOf(email);
  const { organizationId } = tenant;
  await call(tenant.cookie, `/organizations/${organizationId}/members/${user.id}`, ['PATCH', { role: 'MEMBER' }]);
  expect((await accept(invited, token)).body.error?.code).toBe('invalid_state');
  expect(await api.deps.db.system.member.count({ where: { organizationId, user: { email } } })).toBe(0);
});
