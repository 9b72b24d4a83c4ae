import { newId } from '@modelmint/domain/ids';
import type { Role } from '@modelmint/domain/roles';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import { withSystem } from '../with-system.ts';
import { recordNotification } from './record-notification.ts';

let clone: TestDatabase;
let db: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'notification test' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

async function addMember({ organizationId }: Tenant, role: Role, isLimited = false): Promise<string> {
  const id = newId('user');
  await withSystem(db, async (tx) => {
    await tx.user.create({ data: { id, email: `${id.toLowerCase()}@example.com`, name: role } });
    await tx.member.create({ data: { organizationId, userId: id, role, isLimited } });
  });
  return id;
}

const failed = ({ organizationId, projectId }: Tenant) => ({
  ...{ organizationId, projectId, kind: 'job_failed' as const },
  target: { kind: 'job', id: newId('fineTuningJob'), name: 'spam\u0000' },
  details: { reason: 'The data set has no rows.' },
});
const rowsOf = (tenant: Tenant) =>
  withOrg(db, tenant.organizationId, (tx) => tx.notification.findMany({ orderBy: { userId: 'asc' } }));

test('tells each person who has the permission and may enter the project, once for each fact', async () => {
  const [tenant, other] = [await makeTenant(db), await makeTenant(db)];
  const told = [await addMember(tenant, 'OWNER'), await addMember(tenant, 'MEMBER')].sort();
  await addMember(tenant, 'VIEWER');
  await addMember(tenant, 'MEMBER', true);
  await addMember(other, 'OWNER');
  const fact = failed(tenant);
  await withOrg(db, tenant.organizationId, (tx) => recordNotification(tx, fact));
  await withSystem(db, (tx) => recordNotification(tx, fact));
  const rows = await rowsOf(tenant);
  expect(rows.map(({ userId }) => userId)).toEqual(told);
  expect(rows[0]).toMatchObject({ targetName: 'spam\uFFFD', isShown: true, mailState: 'due', readAt: null });
  expect(await rowsOf(other)).toEqual([]);
  await withOrg(db, tenant.organizationId, (tx) => recordNotification(tx, { ...fact, fact: 'again' }));
  expect(await rowsOf(tenant)).toHaveLength(4);
});

test('writes one delivery for each webhook that listens, and none for those of other projects', async () => {
  const [tenant, other] = [await makeTenant(db), await makeTenant(db)];
  const { organizationId, projectId } = tenant;
  const endpoint = { organizationId, url: 'https://example.com/hook', sealedSecret: 'x' };
  const events = ['fine_tuning.job.failed'];
  await withOrg(db, organizationId, (tx) =>
    tx.webhookEndpoint.createMany({
      data: [
        { ...endpoint, id: 'whe_all', events },
        { ...endpoint, id: 'whe_own', events, projectId },
        { ...endpoint, id: 'whe_elsewhere', events, projectId: other.projectId },
        { ...endpoint, id: 'whe_deaf', events: ['batch.completed'] },
        { ...endpoint, id: 'whe_off', events, disabledAt: new Date(), disabledReason: 'person' },
      ],
    }),
  );
  const fact = failed(tenant);
  for (const again of [fact, fact])
    await withOrg(db, organizationId, (tx) => recordNotification(tx, { ...again, to: [] }));
  const rows = await withOrg(db, organizationId, (tx) =>
    tx.webhookDelivery.findMany({ orderBy: { endpointId: 'asc' } }),
  );
  expect(rows.map(({ endpointId }) => endpointId)).toEqual(['whe_all', 'whe_own']);
  expect(rows[0]?.eventId).toBe(rows[1]?.eventId);
  expect(rows[0]?.payload).toMatchObject({
    ...{ object: 'event', type: 'fine_tuning.job.failed', organization_id: organizationId, project_id: projectId },
    data: { id: fact.target.id, reason: 'The data set has no rows.' },
  });
});

test('follows what a person has chosen, and goes with the fact when that fails', async () => {
  const tenant = await makeTenant(db);
  const { organizationId } = tenant;
  const [quiet, mailed] = [await addMember(tenant, 'MEMBER'), await addMember(tenant, 'MEMBER')];
  const kind = 'job_failed';
  await withOrg(db, organizationId, (tx) =>
    tx.notificationChoice.createMany({
      data: [
        { organizationId, userId: quiet, kind, inApp: false, byMail: false },
        { organizationId, userId: mailed, kind, inApp: false, byMail: true },
      ],
    }),
  );
  const fact = { ...failed(tenant), to: [quiet, mailed, 'user_of_nobody'] };
  await expect(
    withOrg(db, organizationId, async (tx) => {
      await recordNotification(tx, fact);
      throw new Error('the job goes on');
    }),
  ).rejects.toThrow('the job goes on');
  expect(await rowsOf(tenant)).toEqual([]);
  await withOrg(db, organizationId, (tx) => recordNotification(tx, fact));
  expect(await rowsOf(tenant)).toMatchObject([{ userId: mailed, isShown: false, mailState: 'due' }]);
  await withSystem(db, (tx) => tx.member.deleteMany({ where: { organizationId, userId: mailed } }));
  expect(await rowsOf(tenant)).toEqual([]);
});

test('a fact is kept when somebody leaves, or a webhook goes, at the same moment', async () => {
  const tenant = await makeTenant(db);
  const { organizationId } = tenant;
  const [leaves, stays] = [await addMember(tenant, 'MEMBER'), await addMember(tenant, 'MEMBER')];
  const hook = {
    organizationId,
    url: 'https://example.com/hook',
    sealedSecret: 'x',
    events: ['fine_tuning.job.failed'],
  };
  await withOrg(db, organizationId, (tx) => tx.webhookEndpoint.create({ data: { ...hook, id: 'whe_leaves' } }));
  for (const kind of ['member', 'webhook'] as const) {
    const fact = { ...failed(tenant), to: kind === 'member' ? [leaves, stays] : [] };
    let written: Promise<void> | undefined;
    await withSystem(db, async (tx) => {
      if (kind === 'member') await tx.member.deleteMany({ where: { organizationId, userId: leaves } });
      else await tx.webhookEndpoint.deleteMany({ where: { id: 'whe_leaves' } });
      written = withOrg(db, organizationId, (other) => recordNotification(other, fact));
      await expect.poll(isAnyoneWaiting).toBe(true);
    });
    await written;
  }
  expect((await rowsOf(tenant)).map(({ userId }) => userId)).toEqual([stays]);
});

async function isAnyoneWaiting(): Promise<boolean> {
  const [row] = await db.system.$queryRaw<{ waiting: number }[]>`
    SELECT count(*)::int AS "waiting" FROM pg_locks WHERE NOT "granted"`;
  return (row?.waiting ?? 0) > 0;
}
