import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeUsage } from '@modelmint/testing/make-usage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantCredit } from '../ledger/grant-credit.ts';
import { type Database, openDatabase } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { crossBudgets } from './cross-budgets.ts';

let clone: TestDatabase;
let db: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ ...clone, applicationName: 'budgets' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

/** Its owner is told of everything. */
async function makeOwned(creditMicros: bigint): Promise<Tenant> {
  const tenant = await makeTenant(db, { creditMicros });
  const id = newId('user');
  await db.system.user.create({ data: { id, email: `${id}@example.com`, name: 'Ann' } });
  await db.system.member.create({ data: { organizationId: tenant.organizationId, userId: id, role: 'OWNER' } });
  return tenant;
}

const setBudget = ({ organizationId }: Tenant, data: { amountMicros: bigint; projectId?: string; isHard?: boolean }) =>
  withOrg(db, organizationId, (tx) => tx.budget.create({ data: { id: newId('budget'), organizationId, ...data } }));

const told = async ({ organizationId }: Tenant, kind: string) => {
  const rows = await db.system.notification.findMany({
    where: { organizationId, kind },
    orderBy: { createdAt: 'asc' },
  });
  return rows.map(({ targetKind, details }) => ({ targetKind, ...(details as object) }));
};

test('each part of a budget is told once, of several at once the largest, and anew after a change', async () => {
  const tenant = await makeOwned(100_000_000n);
  const budget = await setBudget(tenant, { amountMicros: 10_000_000n, isHard: false });
  await makeUsage(db, tenant, { amountMicros: 4_999_999n });
  expect(await told(tenant, 'budget_reached')).toEqual([]);
  await makeUsage(db, tenant, { amountMicros: 1n });
  await makeUsage(db, tenant, { amountMicros: 1n });
  await makeUsage(db, tenant, { amountMicros: 10_000_000n });
  await makeUsage(db, tenant, { amountMicros: 1n });
  expect(await told(tenant, 'budget_reached')).toMatchObject([
    { targetKind: 'organization', scope: 'organization', percent: 50, spentMicros: '5000000', isCap: false },
    { targetKind: 'organization', percent: 100, spentMicros: '15000001', amountMicros: '10000000' },
  ]);
  await withOrg(db, tenant.organizationId, async (tx) => {
    await tx.budget.update({ where: { id: budget.id }, data: { amountMicros: 18_000_000n, version: 2 } });
    await crossBudgets(tx, { organizationId: tenant.organizationId, projectId: null });
  });
  expect((await told(tenant, 'budget_reached')).at(-1)).toMatchObject({ percent: 80, amountMicros: '18000000' });
});

test('a budget of a project counts its own spend only, and eight charges at once tell each part once', async () => {
  const tenant = await makeOwned(100_000_000n);
  const other = await withOrg(db, tenant.organizationId, (tx) =>
    tx.project.create({ data: { id: newId('project'), organizationId: tenant.organizationId, name: 'Other' } }),
  );
  await setBudget(tenant, { amountMicros: 2_000_000n, projectId: tenant.projectId });
  await makeUsage(db, { ...tenant, projectId: other.id }, { amountMicros: 5_000_000n });
  expect(await told(tenant, 'budget_reached')).toEqual([]);
  await Promise.all(Array.from({ length: 8 }, () => makeUsage(db, tenant, { amountMicros: 250_000n })));
  const percents = (await told(tenant, 'budget_reached')).map((one) => ('percent' in one ? Number(one.percent) : 0));
  expect(percents.toSorted((a, b) => a - b)).toEqual([50, 80, 100]);
});

test('low credit is told once until there is new credit, and not where credit buys itself', async () => {
  const tenant = await makeOwned(3_000_000n);
  const { organizationId } = tenant;
  await makeUsage(db, tenant, { amountMicros: 1_999_999n });
  expect(await told(tenant, 'credit_low')).toEqual([]);
  await makeUsage(db, tenant, { amountMicros: 500_000n });
  await makeUsage(db, tenant, { amountMicros: 100_000n });
  expect(await told(tenant, 'credit_low')).toMatchObject([{ balanceMicros: '500001' }]);
  const add = (sourceRef: string) =>
    withOrg(db, organizationId, (tx) =>
      grantCredit(tx, { organizationId, category: 'paid', amountMicros: 1_000_000n, sourceRef }),
    );
  await add('a');
  await makeUsage(db, tenant, { amountMicros: 500_000n });
  expect(await told(tenant, 'credit_low')).toHaveLength(2);
  await add('b');
  await withOrg(db, organizationId, (tx) =>
    tx.autoTopUp.create({
      data: { organizationId, isOn: true, thresholdMicros: 1n, amountMicros: 1n, monthlyMaxMicros: 2n },
    }),
  );
  await makeUsage(db, tenant, { amountMicros: 1_000_000n });
  expect(await told(tenant, 'credit_low')).toHaveLength(2);
});

test('work is charged when its budget is removed at the same moment', async () => {
  const tenant = await makeOwned(100_000_000n);
  const budget = await setBudget(tenant, { amountMicros: 1_000_000n });
  const isAnyoneWaiting = async () => {
    const [row] = await db.system.$queryRaw<{ waiting: number }[]>`
      SELECT count(*)::int AS "waiting" FROM pg_locks WHERE NOT "granted"`;
    return (row?.waiting ?? 0) > 0;
  };
  let charged: Promise<unknown> | undefined;
  await withOrg(db, tenant.organizationId, async (tx) => {
    await tx.budget.deleteMany({ where: { id: budget.id } });
    charged = makeUsage(db, tenant, { amountMicros: 2_000_000n });
    await expect.poll(isAnyoneWaiting).toBe(true);
  });
  await charged;
  expect(await told(tenant, 'budget_reached')).toEqual([]);
});
