import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant } from '@modelmint/testing/make-tenant';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readWallet } from '../ledger/read-wallet.ts';
import { type Database, openDatabase } from '../open-database.ts';
import { withOrg } from '../with-org.ts';
import type { CustomerSnapshot } from './customer-snapshot.ts';
import { syncMirror } from './sync-mirror.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'sync test' });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});

function defer<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs);
const invoice = (id: string, status: string, createdAt: Date): CustomerSnapshot['invoices'][number] => ({
  id,
  number: null,
  status,
  currency: 'usd',
  totalCents: 100n,
  amountPaidCents: 0n,
  periodStart: createdAt,
  periodEnd: createdAt,
  lines: [],
  hostedUrl: null,
  attempts: 0,
  nextAttemptAt: null,
  createdAt,
});
const subscription = (id: string, status: string): CustomerSnapshot['subscriptions'][number] => ({
  id,
  status,
  planCode: 'pro',
  currentPeriodStart: daysAgo(10),
  currentPeriodEnd: daysAgo(-20),
  cancelAtPeriodEnd: false,
});

async function makeCustomer() {
  const { organizationId } = await makeTenant(db);
  const customerId = `cus_${organizationId}`;
  await db.system.stripeCustomer.create({ data: { organizationId, customerId } });
  const sync = (snapshot: Partial<CustomerSnapshot>, since?: Date) =>
    syncMirror(db, {
      customerId,
      read: async () => ({ card: null, subscriptions: [], invoices: [], sessions: [], refunds: [], ...snapshot }),
      ...(since === undefined ? {} : { since }),
    });
  const rights = async () => ({
    plan: (await db.system.organization.findUniqueOrThrow({ where: { id: organizationId } })).planCode,
    limit: (await withOrg(db, organizationId, (tx) => readWallet(tx, organizationId))).invoiceLimitMicros,
  });
  return { organizationId, customerId, sync, rights };
}

test.each([
  ['active', null, 'pro', 500_000_000n],
  ['trialing', null, 'pro', 500_000_000n],
  ['past_due', daysAgo(6), 'pro', 500_000_000n],
  ['past_due', daysAgo(8), 'pro', 0n],
  ['unpaid', daysAgo(30), 'free', 0n],
  ['incomplete', daysAgo(0), 'free', 0n],
  ['canceled', null, 'free', 0n],
] as const)('%s with an invoice open since %s', async (status, openSince, plan, limit) => {
  const { organizationId, sync, rights } = await makeCustomer();
  const invoices = openSince === null ? [] : [invoice(`in_${organizationId}`, 'open', openSince)];
  await sync({ subscriptions: [subscription(`sub_${organizationId}`, status)], invoices });
  expect(await rights()).toEqual({ plan, limit });
});

test('an ended subscription makes room for a new one in the same read', async () => {
  const { organizationId, sync, rights } = await makeCustomer();
  await sync({ subscriptions: [subscription(`sub_a_${organizationId}`, 'active')] });
  await sync({
    subscriptions: [
      subscription(`sub_b_${organizationId}`, 'active'),
      subscription(`sub_a_${organizationId}`, 'canceled'),
    ],
  });
  expect((await rights()).plan).toBe('pro');
});

test('whoever reads last writes last, and an event that came before a read needs no other', async () => {
  const { organizationId, customerId, sync, rights } = await makeCustomer();
  const id = `sub_${organizationId}`;
  const at = (status: string): CustomerSnapshot => ({
    card: null,
    subscriptions: [subscription(id, status)],
    invoices: [],
    sessions: [],
    refunds: [],
  });
  const reading = defer<void>();
  const answer = defer<CustomerSnapshot>();
  const first = syncMirror(db, {
    customerId,
    read: () => {
      reading.resolve();
      return answer.promise;
    },
  });
  await reading.promise;
  // The first one holds the lock with an old answer on its way; the second must wait and read anew.
  const second = sync(at('canceled'));
  answer.resolve(at('active'));
  await Promise.all([first, second]);
  expect((await rights()).plan).toBe('free');
  // Spared: a sync has begun since then.
  await sync(at('active'), daysAgo(1));
  expect((await rights()).plan).toBe('free');
  await sync(at('active'), new Date(Date.now() + dayMs));
  expect((await rights()).plan).toBe('pro');
});

test('a customer of nobody is left alone, and unread', async () => {
  const read = async (): Promise<CustomerSnapshot> => {
    throw new Error('must not be read');
  };
  expect(await syncMirror(db, { customerId: 'cus_unknown', read })).toBeNull();
});

test('credit of a session is granted once, and a failed read changes nothing', async () => {
  const { organizationId, customerId, sync } = await makeCustomer();
  const session = { id: `cs_${organizationId}`, status: 'complete' as const, paidMicros: 5_000_000n };
  await Promise.all([sync({ sessions: [session] }), sync({ sessions: [session] })]);
  const failing = syncMirror(db, {
    customerId,
    read: async () => {
      throw new Error('Stripe is away');
    },
  });
  await expect(failing).rejects.toThrow('Stripe is away');
  const wallet = await withOrg(db, organizationId, (tx) => readWallet(tx, organizationId));
  expect(wallet.paidMicros).toBe(5_000_000n);
});
