import { startChaosProxy } from '@modelmint/testing/chaos-proxy';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertRouteObjects } from './insert-route-objects.ts';
import type { RouteIds } from './route-table/route-row.ts';
import { cookieRoutes, fillRoute, isChanging, keyRoutes } from './route-table/route-table.ts';
import { startTestApi, type TestApi, type TestTenant } from './start-test-api.ts';

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

interface World {
  tenant: TestTenant;
  ids: RouteIds;
  /** Of somebody who may everything: an owner who is the operator too. */
  cookie: string;
}

async function makeWorld(): Promise<World> {
  const tenant = await api.makeTenant();
  const ids = await insertRouteObjects(api.deps, tenant);
  return { tenant, ids, cookie: await api.makeCookie({ tenant, role: 'OWNER', isOperator: true }) };
}

/** What people may give besides what the table of routes sends. */
const optional: Record<string, object> = {
  'POST /api/projects/:projectId/inference': { name: 'x' },
  'POST /api/projects/:projectId/inference/lines': { name: 'x' },
  'POST /api/projects/:projectId/evaluations': { name: 'x' },
  'POST /api/projects/:projectId/fine-tuning': { suffix: 'x', tags: ['x'], metadata: { a: 'x' } },
  'POST /api/organizations/:organizationId/webhooks': { description: 'x' },
  'POST /api/operator/announcements': { textChinese: 'x' },
  'PUT /api/operator/switches': { reason: 'x' },
  'POST /api/account/sign-up': { email: 'a@example.com', password: 'p', name: 'x', organizationName: 'x' },
  'POST /api/account/passkeys': { name: 'x' },
  'POST /api/invitations/join': { token: 'x', name: 'x', password: 'p' },
  'POST /v1/fine_tuning/jobs': { suffix: 'x', metadata: { a: 'x' } },
  'POST /v1/batches': { metadata: { a: 'x' } },
};
const bodyOf = (route: string, body: object) => ({ ...body, ...optional[route] });

const changing = [...cookieRoutes, ...keyRoutes.filter(([route]) => !route.includes(':project/'))].filter(
  ([route]) => isChanging(route) && route !== 'POST /webhooks/stripe',
);

function send({ tenant, ids, cookie }: World, route: string, body: string | undefined, to = api) {
  const [method = '', path = ''] = route.split(' ');
  const who = path.startsWith('/api/') ? { cookie } : { authorization: `Bearer ${tenant.key}` };
  return fetch(`${to.url}${fillRoute(path, ids)}`, {
    method,
    redirect: 'manual',
    headers: { origin: to.url, 'content-type': 'application/json', ...who },
    ...(body === undefined ? {} : { body }),
  });
}

/** Each place in which a text stands. */
function textsIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value === 'string') return [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => textsIn(item, [...path, name]));
}

function withText(value: unknown, path: readonly string[], text: string): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return text;
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === name ? withText(item, rest, text) : item));
  return { ...(value as object), [name]: withText((value as Record<string, unknown>)[name], rest, text) };
}

const isName = (path: readonly string[]) =>
  /^(name|organizationName|description|title|reason|suffix|tags|textChinese)$/.test(path[0] ?? '');
const hidden = ['a\u202eb', '\u200b', 'a\nb', '\u3164'];
/** JSON writes each so that the database never sees it. */
const unkept = ['\ud83d', 'a\0b'];
const hostileTexts = (path: readonly string[]) =>
  isName(path) ? [...hidden, ...unkept, 'x'.repeat(1_000_000)] : [...hidden.slice(0, 1), ...unkept];

it('refuses names that are not seen or turn what is around them, and what the database cannot keep, in every field of every route', async () => {
  const world = await makeWorld();
  const wrong: string[] = [];
  const asked = changing.flatMap(([route, row]) => {
    const body = bodyOf(route, row.body?.(world.ids) ?? {});
    if (body instanceof FormData || route.startsWith('DELETE')) return [];
    return textsIn(body).flatMap((path) => hostileTexts(path).map((text) => ({ route, path, text, body })));
  });
  expect(asked.length).toBeGreaterThan(300);
  const ask = async () => {
    for (let one = asked.pop(); one !== undefined; one = asked.pop()) {
      const { route, path, text, body } = one;
      const response = await send(world, route, JSON.stringify(withText(body, path, text)));
      const answer = await response.text();
      const { status } = response;
      const mayPass = !isName(path) && text === hidden[0];
      const isFine = (status >= 400 && status < 500) || status === 503 || (mayPass && status < 300);
      if (!isFine) wrong.push(`${route}: ${path.join('.')} = ${text.slice(0, 20)}: ${status} ${answer.slice(0, 200)}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, ask));
  expect(wrong).toEqual([]);
});

it('changes nothing for another site, by any route that a cookie opens', async () => {
  const world = await makeWorld();
  const passed: string[] = [];
  for (const [route] of changing.filter(([one]) => one.includes(' /api/'))) {
    const [method = '', path = ''] = route.split(' ');
    const ask = (headers: Record<string, string>) =>
      fetch(`${api.url}${fillRoute(path, world.ids)}`, { method, headers: { cookie: world.cookie, ...headers } });
    const json = { 'content-type': 'application/json' };
    for (const headers of [{ ...json, origin: 'https://evil.example' }, { ...json, origin: 'null' }, json]) {
      const { status } = await ask(headers);
      if (status !== 403) passed.push(`${route}: ${JSON.stringify(headers)}: ${status}`);
    }
    const { status } = await ask({ origin: api.url, 'content-type': 'text/plain' });
    if (status !== 415) passed.push(`${route}: as a form: ${status}`);
  }
  expect(passed).toEqual([]);
});

it('says 503 by every route while the database is away, takes nothing, and goes on by itself', async () => {
  const world = await makeWorld();
  const proxy = await startChaosProxy({ host: '127.0.0.1', port: Number(new URL(database.appUrl).port) });
  const through = (text: string) => text.replace(/@[^/]+\//, `@127.0.0.1:${proxy.port}/`);
  const cut = await startTestApi(
    { appUrl: through(database.appUrl), systemUrl: through(database.systemUrl) },
    { secrets: api.deps.env.secrets },
  );
  try {
    expect((await send(world, 'GET /api/account', undefined, cut)).status).toBe(200);
    proxy.refuse();
    const wrong: string[] = [];
    for (const [route, row] of [...cookieRoutes, ...keyRoutes]) {
      if (row.needs === 'nothing') continue;
      const body = row.body?.(world.ids) ?? {};
      const hasBody = /^(POST|PUT|PATCH) /.test(route) && !(body instanceof FormData);
      const response = await send(world, route, hasBody ? JSON.stringify(body) : undefined, cut);
      const text = await response.text();
      if (response.status !== 503 || !text.includes('database_unavailable'))
        wrong.push(`${route}: ${response.status} ${text.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
    proxy.heal();
    await expect.poll(async () => (await send(world, 'GET /api/account', undefined, cut)).status).toBe(200);
    expect((await send(world, 'GET /v1/models', undefined, cut)).status).toBe(200);
  } finally {
    await cut.close();
    await proxy.close();
  }
});

it('keeps what is asked for while queue and payments are away, and says what waits', async () => {
  const world = await makeWorld();
  const nobody = '127.0.0.1:9';
  const cut = await startTestApi(database, {
    secrets: api.deps.env.secrets,
    redisUrl: `redis://${nobody}`,
    stripe: { secretKey: 'sk_test_x', webhookSecret: 'whsec_x', apiBase: `http://${nobody}` },
  });
  try {
    const ask = async (route: string, body?: object) => {
      const response = await send(world, route, body === undefined ? undefined : JSON.stringify(body), cut);
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const { ids } = world;
    const job = { model: 'text-classifier-lstm', source: { datasetId: ids.dataset } };
    const rows = { model: ids.model, route: '/v1/classifications', fileId: ids.batchFile };
    const [made, answered, bought, billing] = await Promise.all([
      ask('POST /api/projects/:projectId/fine-tuning', job),
      ask('POST /api/projects/:projectId/inference', rows),
      ask('POST /api/organizations/:organizationId/billing/checkout', { kind: 'credit', amountMicros: '10000000' }),
      ask('GET /api/organizations/:organizationId/billing'),
    ]);
    // The row is the truth: the sweep rings for it once the queue is back.
    expect([made.status, answered.status]).toEqual([201, 201]);
    const { system } = api.deps.db;
    expect(await system.fineTuningJob.count({ where: { id: String(made.body.id) } })).toBe(1);
    expect(await system.inferenceJob.count({ where: { id: String(answered.body.id) } })).toBe(1);
    expect(bought).toMatchObject({
      status: 503,
      body: {
        error: { code: 'payments_unavailable', message: expect.stringContaining('does not answer. Try again.') },
      },
    });
    expect(billing.status).toBe(200);
    expect(await ask('GET /readyz')).toMatchObject({ status: 503, body: { database: 'ok', queue: 'failed' } });
  } finally {
    await cut.close();
  }
});
