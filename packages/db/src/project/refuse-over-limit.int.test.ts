import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { grantCredit } from '../ledger/grant-credit.ts';
import { holdMoney } from '../ledger/hold-money.ts';
import { settleUsage } from '../ledger/settle-usage.ts';
import { type Database, openDatabase } from '../open-database.ts';
import { withOrg } from '../with-org.ts';

let clone: TestDatabase;
let db: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ ...clone, applicationName: 'limits of projects' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

async function makeProject(data: { monthlySpendMaxMicros?: bigint | null; archivedAt?: Date } = {}) {
  const organizationId = newId('organization');
  const projectId = newId('project');
  await db.system.organization.create({ data: { id: organizationId, name: 'A', slug: organizationId } });
  await db.system.project.create({ data: { id: projectId, organizationId, name: 'Spam', ...data } });
  await withOrg(db, organizationId, (tx) =>
    grantCredit(tx, { organizationId, category: 'paid', amountMicros: 1_000_000n, sourceRef: 'x' }),
  );
  const expiresAt = new Date(Date.now() + 60_000);
  const hold = (amountMicros: bigint, key: string = newId('request')) =>
    withOrg(db, organizationId, (tx) => holdMoney(tx, { organizationId, projectId, key, amountMicros, expiresAt }));
  return { organizationId, projectId, hold };
}

test('of parallel holds, no more get through than the month allows', async () => {
  const { hold } = await makeProject({ monthlySpendMaxMicros: 1_000n });
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => hold(100n)));
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  for (const answer of answers)
    if (answer.status === 'rejected')
      expect(answer.reason).toMatchObject({ code: 'insufficient_quota', param: 'project.monthly_spend' });
});

test('what is spent counts, a second call of one key does not, and a new limit holds at once', async () => {
  const { organizationId, projectId, hold } = await makeProject({ monthlySpendMaxMicros: 1_000n });
  const { holdId } = await hold(900n, 'job:one');
  expect((await hold(900n, 'job:one')).isNew).toBe(false);
  const usage = { organizationId, projectId, meter: 'training' as const, baseModel: 'b', priceBookId: 'pb_1' };
  await withOrg(db, organizationId, (tx) =>
    settleUsage(tx, { ...usage, holdId, tokens: 700n, rateMicros: 1_000_000n }),
  );
  const month = await db.system.projectMonth.findFirstOrThrow({ where: { projectId } });
  expect(month.spentMicros).toBe(700n);
  await hold(300n);
  await expect(hold(1n)).rejects.toThrow(/“Spam” may spend \$0\.001 a month: \$0\.0007 is spent, \$0\.0003 is on hold/);
  await db.system.project.update({ where: { id: projectId }, data: { monthlySpendMaxMicros: null } });
  await hold(100_000n);
});

test('a limit of 0 stops all work that costs; an archived project and a deleted or suspended organization stop all', async () => {
  const none = await makeProject({ monthlySpendMaxMicros: 0n });
  await expect(none.hold(1n)).rejects.toMatchObject({ code: 'insufficient_quota' });
  const archived = await makeProject({ archivedAt: new Date() });
  await expect(archived.hold(1n)).rejects.toMatchObject({ code: 'invalid_state' });
  const deleted = await makeProject();
  await db.system.organization.update({
    where: { id: deleted.organizationId },
    data: { deleteRequestedAt: new Date() },
  });
  await expect(deleted.hold(1n)).rejects.toMatchObject({ code: 'invalid_state' });
  const suspended = await makeProject();
  await db.system.organization.update({
    where: { id: suspended.organizationId },
    data: { suspendedAt: new Date(), suspendedReason: 'No card works' },
  });
  await expect(suspended.hold(0n)).rejects.toMatchObject({ code: 'organization_suspended' });
});

test('of parallel holds in two projects, no more get through than the hard cap of the organization allows', async () => {
  const { organizationId, hold } = await makeProject();
  const other = newId('project');
  await db.system.project.create({ data: { id: other, organizationId, name: 'Ham' } });
  const holdThere = (amountMicros: bigint, key: string) =>
    withOrg(db, organizationId, (tx) =>
      holdMoney(tx, { organizationId, projectId: other, key, amountMicros, expiresAt: new Date(Date.now() + 60_000) }),
    );
  const id = newId('budget');
  await withOrg(db, organizationId, (tx) =>
    tx.budget.create({ data: { id, organizationId, amountMicros: 1_000n, isHard: true } }),
  );
  const answers = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0 ? hold(100n, `job:${index}`) : holdThere(100n, `job:${index}`),
    ),
  );
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
  for (const answer of answers)
    if (answer.status === 'rejected')
      expect(answer.reason).toMatchObject({ code: 'insufficient_quota', param: 'organization.monthly_spend' });
  const first = answers.findIndex(({ status }) => status === 'fulfilled');
  const again = first % 2 === 0 ? hold(100n, `job:${first}`) : holdThere(100n, `job:${first}`);
  expect((await again).isNew).toBe(false);
  await withOrg(db, organizationId, (tx) => tx.budget.update({ where: { id }, data: { isHard: false } }));
  await hold(100n);
});
