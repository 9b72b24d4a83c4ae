import { apiKeyPermissions, can, type Role, roles } from '@modelmint/domain/roles';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApi } from './create-api.ts';
import { absentIds, insertRouteObjects } from './insert-route-objects.ts';
import type { RouteIds } from './route-table/route-row.ts';
import { cookieRoutes, fillRoute, isChanging, keyRoutes, type NamedRoute } from './route-table/route-table.ts';
import { startTestApi, type TestApi, type TestTenant } from './start-test-api.ts';

let database: TestDatabase;
let api: TestApi;
let other: TestTenant;
let readPlace: Awaited<ReturnType<typeof makePlace>>;
beforeAll(async () => {
  database = await cloneDatabase();
  api = await startTestApi(database);
  other = await api.makeTenant();
  readPlace = await makePlace();
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

/** A tenant that has one of everything. */
async function makePlace() {
  const tenant = await api.makeTenant();
  return { tenant, ids: await insertRouteObjects(api.deps, tenant) };
}

async function call([route, row]: NamedRoute, ids: RouteIds, headers: Record<string, string>) {
  const [method = '', path = ''] = route.split(' ');
  const hasBody = ['POST', 'PATCH', 'PUT'].includes(method);
  const value = row.body?.(ids) ?? {};
  const isForm = value instanceof FormData;
  const response = await fetch(`${api.url}${fillRoute(path, ids)}`, {
    method,
    redirect: 'manual',
    headers: { origin: api.url, ...(isForm ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(hasBody ? { body: isForm ? value : JSON.stringify(value) } : {}),
  });
  const text = await response.text();
  const named = Object.values(ids).reduce((all, id) => all.replaceAll(id, 'ID'), text);
  return { status: response.status, text: named };
}

/** Changing routes whose act did not succeed here, so that their entry is not proven here. */
const unproven = new Set<string>();

/** What has come into the audit log since: of the organization, or of nobody for the operator. */
async function watchAudit(organizationId: string | null) {
  const list = () =>
    api.deps.db.system.auditEntry.findMany({
      where: { organizationId },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
  const before = (await list()).length;
  return async ([route, row]: NamedRoute, status: number) => {
    const entries = (await list()).slice(before);
    const isDone = status < 300 && Boolean(row.audits);
    const own = entries.filter(({ action, address }) => action === row.audits && address === '127.0.0.1');
    // Nothing of what was refused before, by whomever it was asked.
    expect(own.length > 0, `${route} answered ${status} and wrote ${entries.map(({ action }) => action)}`).toBe(isDone);
    if (!isDone) expect(entries.map(({ action }) => action)).toEqual([]);
    if (row.audits && !isDone && !row.isAbsent) unproven.add(route);
  };
}

describe('the table', () => {
  it('has a row for every route, and no row for none', () => {
    const routes = createApi(api.deps)
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replace(/(.)\/$/, '$1')}`);
    expect([...new Set(routes)].toSorted()).toEqual([...keyRoutes, ...cookieRoutes].map(([route]) => route).toSorted());
  });

  it('says of every route that changes something what it writes into the audit log, or why nothing', () => {
    const silent = [...keyRoutes, ...cookieRoutes].filter(
      ([route, { audits, unaudited }]) => isChanging(route) && !audits && !unaudited,
    );
    expect(silent.map(([route]) => route)).toEqual([]);
  });
});

describe.each(keyRoutes)('%s', (route, row) => {
  it('answers its own key that has the scope, and nobody else', async () => {
    const { tenant, ids } = await makePlace();
    const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
    const expired = await api.makeKey(tenant, new Date(Date.now() - 1));
    const revoked = await api.makeKey(tenant);
    await api.deps.db.system.apiKey.update({ where: { id: revoked.id }, data: { revokedAt: new Date() } });
    const checkAudit = await watchAudit(tenant.organizationId);
    for (const headers of [{}, { cookie: tenant.cookie }, bearer(expired.key), bearer(revoked.key)])
      expect(await call([route, row], ids, headers)).toMatchObject({ status: 401 });
    if (route.includes(':project/')) {
      expect(await call([route, row], ids, bearer(other.key))).toMatchObject({ status: 401 });
    } else if (row.isById) {
      const foreign = await call([route, row], ids, bearer(other.key));
      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(await call([route, row], absentIds(ids), bearer(other.key)));
    } else {
      expect((await call([route, row], ids, bearer(other.key))).text).not.toContain('ID');
    }
    const { needs } = row;
    const without = await api.makeKey(
      tenant,
      undefined,
      apiKeyPermissions.filter((one) => one !== needs),
    );
    const refused = await call([route, row], ids, bearer(without.key));
    expect(refused).toMatchObject({ status: 403, text: expect.stringContaining(`Missing scopes: ${needs}.`) });
    const { key: only } = await api.makeKey(
      tenant,
      undefined,
      apiKeyPermissions.filter((one) => one === needs),
    );
    const { status } = await call([route, row], ids, bearer(only));
    expect([401, 403, 404, 500]).not.toContain(status);
    await checkAudit([route, row], status);
  });
});

describe.each(cookieRoutes)('%s', (route, row) => {
  it('asks for a session, a membership and a role', async () => {
    // What only reads leaves everything to the next as it was.
    const { tenant, ids } = isChanging(route) ? await makePlace() : readPlace;
    const status = async (headers: Record<string, string>, given = ids) =>
      (await call([route, row], given, headers)).status;
    if (row.needs === 'nothing') {
      const open = await status({});
      if (row.isAbsent) expect(open).toBe(404);
      else expect([404, 405, 500]).not.toContain(open);
      return;
    }
    const keyOnly = await status({ authorization: `Bearer ${tenant.key}` });
    expect([keyOnly, await status({})]).toEqual([401, 401]);
    if (row.needs === 'session') {
      const own = await status({ cookie: tenant.cookie });
      if (row.isAbsent || row.isRefused) expect(own).toBe(row.isAbsent ? 404 : 400);
      else expect(own).toBeLessThan(300);
      return;
    }
    if (row.needs === 'operator') {
      expect(await status({ cookie: tenant.cookie })).toBe(404);
      // What is done to an organization stands in its own log.
      const isOfOne = /:(organizationId|jobId)/.test(route);
      const checkAudit = await watchAudit(isOfOne ? tenant.organizationId : null);
      const answer = await status({ cookie: await api.makeCookie({ isOperator: true }) });
      if (row.isAbsent) expect(answer).toBe(404);
      else if (row.isRefused) expect(answer).toBe(400);
      else expect(answer).toBeLessThan(300);
      await checkAudit([route, row], answer);
      return;
    }
    const support = await api.makeSupport(tenant);
    const checkAudit = await watchAudit(tenant.organizationId);
    expect(await status({ cookie: other.cookie })).toBe(404);
    expect(await status({ cookie: await api.makeCookie() })).toBe(404);
    const { needs } = row;
    const cookieOf = (role: Role) => api.makeCookie({ tenant, role });
    for (const role of roles.filter((one) => !can(one, needs)))
      expect(await status({ cookie: await cookieOf(role) }), role).toBe(403);
    const unconfirmed = await api.makeCookie({ tenant, role: 'OWNER', isUnconfirmed: true });
    if (needs.endsWith('.read')) expect(await status({ cookie: unconfirmed }, absentIds(ids))).not.toBe(403);
    else expect(await status({ cookie: unconfirmed })).toBe(403);
    if (row.isById) {
      // Objects of another tenant under the own project.
      const mine = { ...ids, project: other.projectId };
      const foreign = await call([route, row], mine, { cookie: other.cookie });
      expect(foreign.status).toBe(404);
      expect(foreign).toEqual(
        await call([route, row], { ...absentIds(ids), project: other.projectId }, { cookie: other.cookie }),
      );
      // Whoever may act is told that there is nothing, not that they may not.
      for (const role of roles.filter((one) => can(one, needs)))
        expect(await status({ cookie: await cookieOf(role) }, absentIds(ids)), role).toBe(404);
    }
    const refusals = row.isAbsent ? [401, 403, 429, 500] : [401, 403, 404, 429, 500];
    // Support that was let in to look: reads as a viewer does, changes nothing, and is nobody elsewhere.
    const elsewhere = { ...ids, project: other.projectId, organization: other.organizationId };
    expect(await status({ cookie: support }, elsewhere)).toBe(404);
    const seen = await status({ cookie: support });
    if (can('VIEWER', needs) && !isChanging(route) && !row.audits && !row.refusesSupport)
      expect(refusals).not.toContain(seen);
    else expect(seen).toBe(403);
    const own = await status({ cookie: tenant.cookie });
    expect(refusals).not.toContain(own);
    await checkAudit([route, row], own);
  });
});

it('has proven the entries of all but those that need Stripe or name what is not there, whose own tests prove them', () => {
  expect([...unproven].toSorted()).toEqual([
    'POST /api/organizations/:organizationId/billing/checkout',
    'POST /api/organizations/:organizationId/billing/plan',
    'POST /api/organizations/:organizationId/billing/portal',
  ]);
});
