import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { claimMeterEvents, finishMeterEvent } from './claim-meter-events.ts';
import { sealUsageHours } from './seal-usage-hours.ts';

let clone: TestDatabase;
let db: Database;
let owner: pg.Client;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'seal test' });
  owner = new pg.Client({ ...clone.superuser });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await clone.drop();
});

const at = (time: string) => new Date(`2026-11-20T${time}Z`);

async function makeCustomer(): Promise<string> {
  const { organizationId } = await makeTenant(db);
  await db.system.stripeCustomer.create({ data: { organizationId, customerId: `cus_${organizationId}` } });
  return organizationId;
}
async function usageAt(organizationId: string, time: string, amountMicros: bigint): Promise<void> {
  // Past times cannot be had through the ledger, which stamps usage with the clock of the database.
  await owner.query(
    `INSERT INTO usage (id, "organizationId", "projectId", "eventKey", meter, "baseModel", tokens, "rateMicros",
       "priceBookId", "amountMicros", funding, "occurredAt")
     VALUES ($1, $2, 'proj_x', $1, 'inference', 'm', $3, 1000000, 'pb_1', $3, 'INVOICE', $4)`,
    [newId('usage'), organizationId, amountMicros.toString(), at(time)],
  );
}
const renewal = (organizationId: string, end: Date) =>
  db.system.stripeInvoice.create({
    data: {
      id: `in_${organizationId}`,
      organizationId,
      status: 'draft',
      currency: 'usd',
      totalCents: 0n,
      amountPaidCents: 0n,
      periodStart: new Date(end.getTime() - 86_400_000),
      periodEnd: end,
      lines: [],
      createdAt: end,
    },
  });
const totals = async (organizationId: string) =>
  (await db.system.usageHour.findMany({ where: { organizationId }, orderBy: { hour: 'asc' } })).map(
    ({ hour, amountMicros, revision }) => `${hour.toISOString().slice(11, 16)} ${amountMicros} r${revision}`,
  );

test('usage goes to the hour in which it happened, and a later one raises the total', async () => {
  const organizationId = await makeCustomer();
  await usageAt(organizationId, '13:59:59.999', 1n);
  await usageAt(organizationId, '14:00:00.000', 10n);
  await usageAt(organizationId, '14:30:00.000', 100n);
  expect(await sealUsageHours(db, organizationId)).toBe(2);
  expect(await sealUsageHours(db, organizationId)).toBe(0);
  await usageAt(organizationId, '14:45:00.000', 1_000n);
  expect(await sealUsageHours(db, organizationId)).toBe(1);
  expect(await totals(organizationId)).toEqual(['13:00 1 r1', '14:00 1110 r2']);
});

test('where a period ends within an hour, what came after the end goes to the next hour', async () => {
  const organizationId = await makeCustomer();
  const end = at('14:20:05.000');
  await renewal(organizationId, end);
  await usageAt(organizationId, '14:20:04.999', 1n);
  await usageAt(organizationId, '14:20:05.000', 10n);
  await usageAt(organizationId, '15:10:00.000', 100n);
  await sealUsageHours(db, organizationId);
  // Late news from before the end.
  await usageAt(organizationId, '14:10:00.000', 1_000n);
  await sealUsageHours(db, organizationId);
  expect(await totals(organizationId)).toEqual(['14:00 1001 r2', '15:00 110 r1']);
  const claimed = await claimMeterEvents(db, { organizationId });
  expect(claimed.map(({ hour, periodEnd, amountMicros }) => ({ hour, periodEnd, amountMicros }))).toEqual([
    { hour: at('14:00:00.000'), periodEnd: end, amountMicros: 1_001n },
    { hour: at('15:00:00.000'), periodEnd: null, amountMicros: 110n },
  ]);
});

test('a renewal that is due but not heard of counts as an end', async () => {
  const organizationId = await makeCustomer();
  await db.system.stripeSubscription.create({
    data: {
      id: `sub_${organizationId}`,
      organizationId,
      status: 'active',
      planCode: 'pro',
      currentPeriodStart: new Date('2026-10-20T14:20:00Z'),
      currentPeriodEnd: at('14:20:00.000'),
      cancelAtPeriodEnd: false,
    },
  });
  await usageAt(organizationId, '14:25:00.000', 7n);
  await sealUsageHours(db, organizationId);
  expect(await totals(organizationId)).toEqual(['15:00 7 r1']);
});

test('a total is given out once, its successor only after it came back, and a dead sender is found', async () => {
  const organizationId = await makeCustomer();
  await usageAt(organizationId, '14:00:00.000', 1n);
  await sealUsageHours(db, organizationId);
  const [first] = await claimMeterEvents(db, { organizationId });
  await usageAt(organizationId, '14:00:01.000', 1n);
  await sealUsageHours(db, organizationId);
  expect(await claimMeterEvents(db, { organizationId })).toEqual([]);
  await owner.query(`UPDATE meter_event SET "nextAttemptAt" = now() - interval '1 second' WHERE identifier = $1`, [
    first?.identifier,
  ]);
  const [second] = await claimMeterEvents(db, { organizationId });
  expect(second).toMatchObject({ amountMicros: 2n });
  if (first === undefined) throw new Error('nothing was claimed');
  // Its claim is over: another total counts now.
  expect(await finishMeterEvent(db, first, { state: 'ACCEPTED' })).toBe(false);
});

test('what is older than 34 days is refused with a reason', async () => {
  const organizationId = await makeCustomer();
  await owner.query(
    `INSERT INTO meter_event (identifier, "organizationId", "customerId", "eventName", meter, hour, revision, "amountMicros")
     VALUES ($1, $2, 'cus', 'inference_usd_micros', 'inference', now() - interval '35 days', 1, 0)`,
    [`old:${organizationId}`, organizationId],
  );
  expect(await claimMeterEvents(db, { organizationId })).toEqual([]);
  const row = await db.system.meterEvent.findUniqueOrThrow({ where: { identifier: `old:${organizationId}` } });
  expect(row).toMatchObject({ state: 'REJECTED', lastError: expect.stringMatching(/34 days/) });
});
