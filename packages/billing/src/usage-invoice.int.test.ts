import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { recordInvoice } from '@modelmint/db/ledger/record-invoice';
import { type Database, openDatabase } from '@modelmint/db/open-database';
import { checkLedger } from '@modelmint/db/system/check-ledger';
import { withOrg } from '@modelmint/db/with-org';
import { rateMicros } from '@modelmint/domain/money';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeUsage } from '@modelmint/testing/make-usage';
import { openTestBilling, type TestBilling } from '@modelmint/testing/open-test-billing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openStripe } from './open-stripe.ts';

let clone: TestDatabase;
let db: Database;
let world: TestBilling;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'usage invoice test' });
  world = await openTestBilling(db);
});
afterAll(async () => {
  await world.close();
  await db.close();
  await clone.drop();
});
afterEach(() => world.fake.clearFaults());

const wallet = ({ organizationId }: Tenant) => withOrg(db, organizationId, (tx) => readWallet(tx, organizationId));
const events = ({ organizationId }: Tenant) =>
  withOrg(db, organizationId, (tx) => tx.meterEvent.findMany({ orderBy: [{ meter: 'asc' }, { revision: 'asc' }] }));
const violations = async () => (await checkLedger(db)).filter(({ isOk }) => !isOk);

async function subscriber(): Promise<{ tenant: Tenant; customer: string }> {
  const tenant = await makeTenant(db, { creditMicros: 0n });
  const { organizationId } = tenant;
  const purchase = { kind: 'subscription', planCode: 'pro' } as const;
  const { url } = await world.billing.startCheckout({ organizationId, email: null, purchase });
  await world.fake.pay(new URL(url).pathname.split('/').at(-1) ?? '');
  await world.settle();
  const { customerId } = await db.system.stripeCustomer.findUniqueOrThrow({ where: { organizationId } });
  return { tenant, customer: customerId };
}

/** What Stripe's meter says of a customer, all hours together. */
async function metered(customer: string, eventName: string): Promise<number> {
  const stripe = openStripe({ secretKey: world.fake.apiKey, apiBase: world.fake.url });
  const meter = (await stripe.billing.meters.list()).data.find(({ event_name }) => event_name === eventName);
  const hour = 3_600;
  const now = Math.floor(Date.now() / 1_000 / hour) * hour;
  const { data } = await stripe.billing.meters.listEventSummaries(meter?.id ?? '', {
    customer,
    start_time: now - 24 * hour,
    end_time: now + 2 * hour,
  });
  return data.reduce((sum, { aggregated_value }) => sum + aggregated_value, 0);
}

test('the invoice has a line for each meter whose quantity is the usage, and its cents', {
  timeout: 90_000,
}, async () => {
  const { tenant, customer } = await subscriber();
  const inference = [1n, 4_999n, 123_457n, 77_777_777n];
  for (const amountMicros of inference) await makeUsage(db, tenant, { amountMicros });
  await world.billing.flushUsage();
  // After the first report: the hour is told again, with its new total.
  for (const amountMicros of [5_001n, 2n]) await makeUsage(db, tenant, { amountMicros });
  await makeUsage(db, tenant, { amountMicros: 3_333_333n, meter: 'training' });
  expect((await wallet(tenant)).accruedMicros).toBe(81_244_570n);

  // The webhook of the draft reports the rest by itself.
  await world.fake.advance(customer, { to: 'next_invoice' });
  await world.settle();
  expect((await events(tenant)).every(({ state }) => state === 'ACCEPTED')).toBe(true);
  await world.fake.advance(customer, { to: 'next_invoice_final' });
  await world.settle();

  const invoices = await withOrg(db, tenant.organizationId, (tx) =>
    tx.stripeInvoice.findMany({ orderBy: { createdAt: 'desc' } }),
  );
  const lines = invoices[0]?.lines as { meter: string | null; quantity: number; amountCents: number }[];
  const usage = await withOrg(db, tenant.organizationId, (tx) =>
    tx.usage.groupBy({ by: ['meter'], _sum: { amountMicros: true } }),
  );
  expect(usage).toHaveLength(2);
  for (const { meter, _sum } of usage) {
    const total = _sum.amountMicros ?? 0n;
    const line = lines.find((one) => one.meter === meter);
    expect(line?.quantity).toBe(Number(total));
    // 10,000 micro-USD are a cent, rounded once, half to even.
    expect(line?.amountCents).toBe(Number(rateMicros(total, 100n)));
  }
  expect(invoices[0]?.status).toBe('paid');
  expect(await wallet(tenant)).toMatchObject({ accruedMicros: 0n, availableMicros: 500_000_000n });
  expect(await violations()).toEqual([]);
});

test.each(['timeout', 'reset', 'server_error', 'bad_gateway'] as const)(
  'when the answer is lost by %s after the work, the total is there once',
  async (kind) => {
    const { tenant, customer } = await subscriber();
    await makeUsage(db, tenant, { amountMicros: 4_200n });
    // All tries of the client lose their answer.
    world.fake.addFault({ kind, when: 'after', count: 3, path: '/v1/billing/meter_events', holdMs: 10 });
    const lost = await world.billing.flushUsage({ organizationId: tenant.organizationId });
    expect(lost).toMatchObject({ accepted: 0, failed: 1, unsent: 1 });
    expect(await events(tenant)).toMatchObject([{ state: 'AMBIGUOUS', attempts: 1 }]);
    world.fake.clearFaults();
    await makeUsage(db, tenant, { amountMicros: 800n });
    const next = await world.billing.flushUsage({ organizationId: tenant.organizationId });
    expect(next).toMatchObject({ failed: 0, rejected: 0, unsent: 0 });
    // Superseded, or told apart when a new hour began in between.
    for (const { state } of await events(tenant)) expect(['SUPERSEDED', 'ACCEPTED']).toContain(state);
    expect(await metered(customer, 'inference_usd_micros')).toBe(5_000);
    expect(await violations()).toEqual([]);
  },
);

test('the same total sent again after a lost answer is known as a duplicate', async () => {
  const { tenant, customer } = await subscriber();
  await makeUsage(db, tenant, { amountMicros: 4_200n });
  world.fake.addFault({ kind: 'reset', when: 'after', count: 3, path: '/v1/billing/meter_events' });
  await world.billing.flushUsage({ organizationId: tenant.organizationId });
  world.fake.clearFaults();
  await world.billing.flushUsage({ organizationId: tenant.organizationId });
  expect(await events(tenant)).toMatchObject([{ state: 'ACCEPTED', attempts: 2, revision: 1 }]);
  expect(await metered(customer, 'inference_usd_micros')).toBe(4_200);
});

test('a refused or throttled organization stops no other one', async () => {
  const [gone, fine] = [await subscriber(), await subscriber()];
  const stripe = openStripe({ secretKey: world.fake.apiKey, apiBase: world.fake.url });
  for (const { tenant } of [gone, fine]) await makeUsage(db, tenant, { amountMicros: 900n });
  await stripe.customers.del(gone.customer);
  await world.settle();
  const flushed = await world.billing.flushUsage();
  expect(flushed).toMatchObject({ accepted: 1, rejected: 1, failed: 0 });
  expect(await events(gone.tenant)).toMatchObject([
    { state: 'REJECTED', lastError: expect.stringMatching(/customer/i) },
  ]);
  expect(await metered(fine.customer, 'inference_usd_micros')).toBe(900);
  // It does not pass in silence: the check names it until it is mended.
  expect((await violations()).map(({ name }) => name)).toEqual([
    'Usage on the invoice reaches its meter within 6 hours',
    'Usage for the invoice has an invoice to come',
  ]);
  const { organizationId } = gone.tenant;
  await db.system.meterEvent.deleteMany({ where: { organizationId } });
  const byHand = { organizationId, invoiceId: 'by hand', amountMicros: 900n };
  await withOrg(db, organizationId, (tx) => recordInvoice(tx, byHand));
  expect(await violations()).toEqual([]);
});

test('too many calls are tried again later, not at once and not for ever', async () => {
  const { tenant } = await subscriber();
  await makeUsage(db, tenant, { amountMicros: 900n });
  world.fake.addFault({ kind: 'rate_limit', when: 'before', count: 1, path: '/v1/billing/meter_events' });
  expect(await world.billing.flushUsage()).toMatchObject({ accepted: 0, failed: 1 });
  const [event] = await events(tenant);
  expect(event?.state).toBe('PENDING');
  expect(event?.nextAttemptAt.getTime()).toBeGreaterThan(Date.now());
  expect(await world.billing.flushUsage()).toMatchObject({ accepted: 0, failed: 0, unsent: 1 });
  expect(await world.billing.flushUsage({ organizationId: tenant.organizationId })).toMatchObject({ accepted: 1 });
});

test('four flushes at once send each total once', async () => {
  const { tenant, customer } = await subscriber();
  for (const amountMicros of [10n, 20n, 30n]) await makeUsage(db, tenant, { amountMicros });
  const all = await Promise.all(Array.from({ length: 4 }, () => world.billing.flushUsage()));
  expect(all.reduce((sum, { accepted }) => sum + accepted, 0)).toBe((await events(tenant)).length);
  expect(await metered(customer, 'inference_usd_micros')).toBe(60);
});

test('an invoice that cannot be paid keeps the plan for some days, and its usage is no longer open', async () => {
  const { tenant, customer } = await subscriber();
  await makeUsage(db, tenant, { amountMicros: 50_000_000n });
  await world.fake.setCard(customer, 'declined');
  await world.fake.advance(customer, { to: 'next_invoice' });
  await world.settle();
  await world.fake.advance(customer, { to: 'next_invoice_final' });
  await world.settle();
  const { organizationId } = tenant;
  const [subscription] = await withOrg(db, organizationId, (tx) => tx.stripeSubscription.findMany());
  expect(subscription?.status).toBe('past_due');
  expect(await wallet(tenant)).toMatchObject({ invoiceLimitMicros: 500_000_000n, accruedMicros: 0n });
  expect(await violations()).toEqual([]);
});
