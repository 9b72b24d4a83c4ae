import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import { makeUsage } from '@modelmint/testing/make-usage';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { checkLedger, listLedgerChecks } from './check-ledger.ts';
import { type LedgerInvariant, ledgerInvariants } from './ledger-invariants.ts';

let clone: TestDatabase;
let db: Database;
let owner: pg.Client;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'ledger check test' });
  owner = new pg.Client({ ...clone.superuser });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db.close();
  await clone.drop();
});
afterEach(async () => {
  // What was planted goes, for the next one.
  await owner.query(`SET session_replication_role = replica`);
  for (const table of [
    'ledger_entry',
    'ledger_transaction',
    'usage',
    'usage_day',
    'hold',
    'credit_grant',
    'wallet',
    'usage_hour',
    'meter_event',
  ])
    await owner.query(`DELETE FROM ${table}`);
  await owner.query(`SET session_replication_role = origin`);
});

const broken = async () => (await checkLedger(db)).filter(({ isOk }) => !isOk).map(({ name }) => name);
const insertUsage = (organizationId: string, funding: 'CREDIT' | 'INVOICE', age = '0 hours') =>
  `INSERT INTO usage (id, "organizationId", "projectId", "eventKey", meter, "baseModel", tokens, "rateMicros",
     "priceBookId", "amountMicros", funding, "occurredAt")
   VALUES ('${newId('usage')}', '${organizationId}', 'p', 'request:planted', 'inference', 'm', 5, 1000000, 'pb_1', 5,
     '${funding}', now() - interval '${age}')`;
const insertHour = (organizationId: string, amount: number) =>
  `INSERT INTO usage_hour ("organizationId", meter, hour, revision, "amountMicros", tokens)
   VALUES ('${organizationId}', 'inference', date_trunc('hour', now()), 1, ${amount}, 0)`;
const insertEvent = (organizationId: string, amount: number, state: string, age = '0 hours') =>
  `INSERT INTO meter_event (identifier, "organizationId", "customerId", "eventName", meter, hour, revision,
     "amountMicros", state, "createdAt")
   VALUES ('planted:${organizationId}', '${organizationId}', 'c', 'e', 'inference', date_trunc('hour', now()), 1,
     ${amount}, '${state}', now() - interval '${age}')`;

/** Each fault and all that it breaks. The triggers are off while it is planted: the check is the second line. */
const faults: [name: string, plant: (organizationId: string) => string, breaks: LedgerInvariant[]][] = [
  [
    'an entry without its other half',
    (id) => `INSERT INTO ledger_entry ("organizationId", "transactionId", account, "amountMicros")
      SELECT '${id}', id, 'REVENUE', 1 FROM ledger_transaction WHERE "organizationId" = '${id}' AND kind = 'grant'`,
    ['Entries of each transaction add up to 0'],
  ],
  [
    'a wallet that was raised by hand',
    (id) => `UPDATE wallet SET "paidMicros" = "paidMicros" + 1 WHERE "organizationId" = '${id}'`,
    ['Wallet equals the ledger'],
  ],
  [
    'money on hold for nothing',
    (id) => `UPDATE wallet SET "heldCreditMicros" = 7 WHERE "organizationId" = '${id}'`,
    ['Money on hold equals the open holds'],
  ],
  [
    'usage that is off by one',
    (id) => `UPDATE usage SET "amountMicros" = "amountMicros" + 1 WHERE "organizationId" = '${id}'`,
    ['Settled holds equal the usage', 'Every usage is booked, with its own amount', 'Usage by day equals the usage'],
  ],
  [
    'usage that nobody booked',
    (id) => insertUsage(id, 'CREDIT'),
    ['Settled holds equal the usage', 'Every usage is booked, with its own amount', 'Usage by day equals the usage'],
  ],
  [
    'a charge without usage',
    (id) => `DELETE FROM usage WHERE "organizationId" = '${id}'`,
    ['Settled holds equal the usage', 'Every booked charge has its usage', 'Usage by day equals the usage'],
  ],
  [
    'a day that has more than its usage',
    (id) => `UPDATE usage_day SET "events" = "events" + 1 WHERE "organizationId" = '${id}'`,
    ['Usage by day equals the usage'],
  ],
  [
    'a grant that is larger than its booking',
    (id) => `UPDATE credit_grant SET "amountMicros" = "amountMicros" * 2 WHERE "organizationId" = '${id}'`,
    ['Every grant is booked once, with its own amount'],
  ],
  ['an hour that has more than its usage', (id) => insertHour(id, 1), ['Hourly totals equal the usage that they bill']],
  ['a meter event without an hour', (id) => insertEvent(id, 9, 'ACCEPTED'), ['No meter event is above its hour']],
  [
    'a meter event that was refused',
    (id) => insertEvent(id, 0, 'REJECTED'),
    ['Usage on the invoice reaches its meter within 6 hours'],
  ],
  [
    'a meter event that does not get through',
    (id) => insertEvent(id, 0, 'PENDING', '7 hours'),
    ['Usage on the invoice reaches its meter within 6 hours'],
  ],
  [
    'usage that is not reported',
    (id) => insertUsage(id, 'INVOICE', '7 hours'),
    [
      'Settled holds equal the usage',
      'Every usage is booked, with its own amount',
      'Usage on the invoice reaches its meter within 6 hours',
      'Usage by day equals the usage',
    ],
  ],
  [
    'usage that was left behind by a subscription that ended at once',
    (
      id,
    ) => `INSERT INTO ledger_transaction (id, "organizationId", key, kind) VALUES ('ltx_${id}', '${id}', 'planted', 'invoice');
      INSERT INTO ledger_entry ("organizationId", "transactionId", account, "amountMicros")
      VALUES ('${id}', 'ltx_${id}', 'ACCRUED', -9), ('${id}', 'ltx_${id}', 'REVENUE', 9);
      UPDATE wallet SET "accruedMicros" = 9 WHERE "organizationId" = '${id}';
      INSERT INTO stripe_subscription (id, "organizationId", status, "planCode", "currentPeriodStart", "currentPeriodEnd",
        "cancelAtPeriodEnd") VALUES ('sub_${id}', '${id}', 'canceled', 'pro', now(), now(), false)`,
    ['Usage for the invoice has an invoice to come'],
  ],
  [
    'a hold that nobody ends',
    (id) => `INSERT INTO hold (id, "organizationId", "projectId", key, "amountMicros", funding, "expiresAt")
      VALUES ('hold_planted', '${id}', 'p', 'request:x', 0, 'CREDIT', now() - interval '2 hours')`,
    ['No hold outlives its end by an hour'],
  ],
];

test.each(faults)('%s is found', async (_name, plant, breaks) => {
  const tenant = await makeTenant(db, { creditMicros: 1_000n });
  await makeUsage(db, tenant, { amountMicros: 300n });
  expect(await broken()).toEqual([]);
  await owner.query(`SET session_replication_role = replica`);
  await owner.query(plant(tenant.organizationId));
  await owner.query(`SET session_replication_role = origin`);
  expect(await broken()).toEqual(breaks);
});

test('each result is kept for the operator, with the rows that break it', async () => {
  const { organizationId } = await makeTenant(db, { creditMicros: 1_000n });
  await owner.query(`UPDATE wallet SET "paidMicros" = 5 WHERE "organizationId" = $1`, [organizationId]);
  await checkLedger(db);
  const kept = await listLedgerChecks(db);
  expect(kept.map(({ name }) => name).sort()).toEqual(Object.keys(ledgerInvariants).sort());
  expect(kept.filter(({ isOk }) => !isOk)).toMatchObject([
    { name: 'Wallet equals the ledger', violations: [{ organizationId, paidMicros: '5', ledgerPaid: '0' }] },
  ]);
});

test('no fault can be written past the triggers', async () => {
  const tenant = await makeTenant(db, { creditMicros: 1_000n });
  await makeUsage(db, tenant, { amountMicros: 300n });
  for (const statement of [
    `UPDATE usage SET "amountMicros" = 1`,
    `DELETE FROM usage`,
    `UPDATE ledger_entry SET "amountMicros" = 1`,
    `DELETE FROM ledger_transaction`,
  ])
    await expect(owner.query(statement)).rejects.toThrow(/append-only/);
  await expect(
    owner.query(
      `INSERT INTO ledger_entry ("organizationId", "transactionId", account, "amountMicros")
       SELECT "organizationId", id, 'REVENUE', 1 FROM ledger_transaction LIMIT 1`,
    ),
  ).rejects.toThrow(/is off by 1 micro-USD/);
});
