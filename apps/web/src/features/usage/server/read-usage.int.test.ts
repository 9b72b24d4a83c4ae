import { recordUsage } from '@modelmint/db/ledger/record-usage';
import { withOrg } from '@modelmint/db/with-org';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeUsage } from '@modelmint/testing/make-usage';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApi, type TestApi, type TestTenant } from '../../../api/start-test-api.ts';

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
  total: { tokens: string; amountMicros: string; events: number };
  cells: { day: string; group: string; amountMicros: string }[];
  names: Record<string, string>;
  lines: { amountMicros: string; projectName: string; keyName: string | null }[];
}

const read = async (path: string, cookie: string) => {
  const response = await fetch(`${api.url}/api/${path}`, { headers: { cookie } });
  return { status: response.status, text: await response.text() };
};
const usage = async (path: string, { cookie }: Pick<TestTenant, 'cookie'>) =>
  JSON.parse((await read(path, cookie)).text) as Answer;
const sum = (rows: readonly { amountMicros: string }[]) =>
  rows.reduce((all, { amountMicros }) => all + BigInt(amountMicros), 0n);

it('adds up to the ledger by every grouping, in one project and in all of them', async () => {
  const tenant = await api.makeTenant({ creditMicros: 1_000_000n });
  const { organizationId, projectId, keyId, userId } = tenant;
  const second = { organizationId, projectId: 'proj_second' };
  await api.deps.db.system.project.create({ data: { id: second.projectId, organizationId, name: '=Second' } });
  await api.deps.db.system.apiKey.update({ where: { id: keyId }, data: { createdByUserId: userId } });
  for (const amountMicros of [300n, 200n, 7n]) await makeUsage(api.deps.db, tenant, { amountMicros });
  await makeUsage(api.deps.db, second, { amountMicros: 1_000n });
  const [ledger] = await api.deps.db.system.$queryRaw<{ micros: bigint }[]>`
    SELECT sum("amountMicros")::bigint AS "micros" FROM "ledger_entry"
    WHERE "organizationId" = ${organizationId} AND "account" = 'REVENUE'`;
  expect(ledger?.micros).toBe(1_507n);
  for (const by of ['model', 'key', 'member', 'project', 'meter']) {
    const whole = await usage(`organizations/${organizationId}/usage?by=${by}`, tenant);
    expect([BigInt(whole.total.amountMicros), sum(whole.cells), sum(whole.lines)], by).toEqual([
      1_507n,
      1_507n,
      1_507n,
    ]);
    const own = await usage(`projects/${projectId}/usage?by=${by}`, tenant);
    expect([BigInt(own.total.amountMicros), sum(own.cells), own.total.events]).toEqual([507n, 507n, 3]);
  }
  const { names, cells } = await usage(`organizations/${organizationId}/usage?by=project`, tenant);
  expect(names).toEqual({ [projectId]: 'First', [second.projectId]: '=Second' });
  expect(cells.map(({ group }) => group).toSorted()).toEqual([projectId, second.projectId].toSorted());
  const csv = (await read(`organizations/${organizationId}/usage/csv`, tenant.cookie)).text;
  expect(csv).toContain(`,"'=Second",`);
  expect(csv.trim().split('\r\n')).toHaveLength(5);
});

it('counts what a key used to the member who made it, and what the site used to who was there', async () => {
  const tenant = await api.makeTenant();
  const { organizationId, projectId, keyId, userId } = tenant;
  await api.deps.db.system.apiKey.update({ where: { id: keyId }, data: { createdByUserId: userId } });
  const usageFact = { meter: 'inference', baseModel: 'm', tokens: 1n, priceBookId: 'pb_1' } as const;
  const insert = (eventKey: string, who: { userId: string | null; apiKeyId: string | null }) =>
    withOrg(api.deps.db, organizationId, (tx) =>
      recordUsage(tx, {
        ...usageFact,
        ...who,
        organizationId,
        projectId,
        eventKey,
        funding: 'CREDIT',
        rateMicros: 10_000_000n,
      }),
    );
  await insert('by key', { apiKeyId: keyId, userId: null });
  await insert('by person', { apiKeyId: null, userId });
  await insert('by a deleted account', { apiKeyId: null, userId: 'user_gone' });
  await insert('by nobody', { apiKeyId: null, userId: null });
  const { cells, names } = await usage(`projects/${projectId}/usage?by=member`, tenant);
  expect(Object.fromEntries(cells.map(({ group, amountMicros }) => [names[group] ?? group, amountMicros]))).toEqual({
    [names[userId] ?? '']: '20',
    'A deleted account': '10',
    'Not known': '10',
  });
  expect(names[userId]).toMatch(/^Test \(.*@example\.com\)$/);
});

it('shows the whole organization to those who answer for its money only', async () => {
  const tenant = await api.makeTenant();
  for (const [role, status] of [
    ['BILLING', 200],
    ['ADMIN', 200],
    ['MEMBER', 403],
    ['VIEWER', 403],
  ] as const) {
    const cookie = await api.makeCookie({ tenant, role });
    expect((await read(`organizations/${tenant.organizationId}/usage`, cookie)).status, role).toBe(status);
  }
});

it('stays small with many groups and lines, and folds none away from the total', async () => {
  const tenant = await api.makeTenant();
  const { organizationId, projectId } = tenant;
  const step = 1_000;
  for (let first = 1; first <= 6_000; first += step)
    await withOrg(
      api.deps.db,
      organizationId,
      (tx) => tx.$executeRaw`
        INSERT INTO "usage" ("id", "organizationId", "projectId", "apiKeyId", "eventKey", "meter", "baseModel", "tokens",
          "rateMicros", "priceBookId", "amountMicros", "funding", "occurredAt")
        SELECT 'use_' || n, ${organizationId}, ${projectId}, 'key_' || (n % 700), 'request:' || n, 'inference', 'm' || (n % 3),
          10, 1000000, 'pb_1', 10, 'CREDIT', date_trunc('month', now()) - make_interval(secs => (n * 400)::int)
        FROM generate_series(${first}::int, ${first + step - 1}::int) n`,
    );
  const month = new Date();
  month.setUTCDate(0);
  const to = month.toISOString().slice(0, 10);
  const range = `from=${to.slice(0, 8)}01&to=${to}`;
  for (const by of ['key', 'model']) {
    const { total, cells, lines } = await usage(`projects/${projectId}/usage?by=${by}&${range}`, tenant);
    expect(sum(cells)).toBe(BigInt(total.amountMicros));
    expect(sum(lines)).toBe(BigInt(total.amountMicros));
    expect(lines.length).toBeLessThanOrEqual(502);
    expect(new Set(cells.map(({ group }) => group)).size).toBeLessThanOrEqual(6);
  }
});
