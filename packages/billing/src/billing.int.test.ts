import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { listPlans } from '@modelmint/db/list-plans';
import { type Database, openDatabase } from '@modelmint/db/open-database';
import { checkLedger } from '@modelmint/db/system/check-ledger';
import { withOrg } from '@modelmint/db/with-org';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeUsage } from '@modelmint/testing/make-usage';
import { openTestBilling, type TestBilling } from '@modelmint/testing/open-test-billing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openStripe } from './open-stripe.ts';

let clone: TestDatabase;
let db: Database;
let world: TestBilling;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ appUrl: clone.appUrl, systemUrl: clone.systemUrl, applicationName: 'billing test' });
  world = await openTestBilling(db);
});
afterAll(async () => {
  await world.close();
  await db.close();
  await clone.drop();
});
afterEach(async () => {
  world.fake.clearFaults();
  world.fake.setWebhooks({ mode: 'in_order' });
  expect((await checkLedger(db)).filter(({ isOk }) => !isOk)).toEqual([]);
});

const sessionOf = (url: string) => new URL(url).pathname.split('/').at(-1) ?? '';
const wallet = ({ organizationId }: Tenant) => withOrg(db, organizationId, (tx) => readWallet(tx, organizationId));
const planOf = async ({ organizationId }: Tenant) =>
  (await db.system.organization.findUniqueOrThrow({ where: { id: organizationId } })).planCode;
const customerOf = async ({ organizationId }: Tenant) =>
  (await db.system.stripeCustomer.findUniqueOrThrow({ where: { organizationId } })).customerId;

const begin = (
  { organizationId }: Tenant,
  purchase: Parameters<TestBilling['billing']['startCheckout']>[0]['purchase'],
) => world.billing.startCheckout({ organizationId, email: 'a@example.com', purchase });
const pro = { kind: 'subscription', planCode: 'pro' } as const;
const credit = { kind: 'credit', amountMicros: 25_000_000n } as const;

async function subscribe(tenant: Tenant, planCode = 'pro'): Promise<string> {
  const { url } = await begin(tenant, { kind: 'subscription', planCode });
  expect(await world.fake.pay(sessionOf(url))).toMatchObject({ paid: true });
  await world.settle();
  return customerOf(tenant);
}

describe('checkout', () => {
  test('a paid subscription gives the plan and its limit, once, whatever rings', async () => {
    const tenant = await makeTenant(db, { creditMicros: 0n });
    expect(await planOf(tenant)).toBe('free');
    await subscribe(tenant);
    expect(await planOf(tenant)).toBe('pro');
    const plan = (await listPlans(db)).find(({ code }) => code === 'pro');
    expect((await wallet(tenant)).invoiceLimitMicros).toBe(plan?.invoiceLimitMicros);
    await expect(begin(tenant, pro)).rejects.toMatchObject({ code: 'conflict' });
    const invoices = await withOrg(db, tenant.organizationId, (tx) => tx.stripeInvoice.findMany());
    expect(invoices).toMatchObject([{ status: 'paid', totalCents: 2_000n, amountPaidCents: 2_000n }]);
  });

  test('ten tabs at once get one customer and one page', async () => {
    const tenant = await makeTenant(db);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => begin(tenant, credit)));
    const urls = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.url] : []));
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(new Set(urls).size).toBe(1);
    const own = Object.values(world.fake.state().customers).filter(
      ({ metadata }) => metadata.organization_id === tenant.organizationId,
    );
    expect(own).toHaveLength(1);
  });

  test('credit that is paid back is taken back by as much, once, and what was spent of it becomes a debt', async () => {
    const tenant = await makeTenant(db, { creditMicros: 0n });
    const { url } = await begin(tenant, credit);
    await world.fake.pay(sessionOf(url));
    await world.settle();
    await makeUsage(db, tenant, { amountMicros: 1_000_000n });
    const payment = world.fake.state().sessions[sessionOf(url)]?.paymentIntent ?? '';
    const stripe = openStripe({ secretKey: world.fake.apiKey, apiBase: world.fake.url });
    world.fake.setWebhooks({ mode: 'duplicated' });
    await stripe.refunds.create({ payment_intent: payment, amount: 1_000 });
    await world.settle();
    expect(await wallet(tenant)).toMatchObject({ paidMicros: 14_000_000n });
    await stripe.refunds.create({ payment_intent: payment });
    await world.settle();
    await world.billing.syncOrganization(tenant.organizationId);
    expect(await wallet(tenant)).toMatchObject({ paidMicros: -1_000_000n, availableMicros: 0n });
    const bystander = await makeTenant(db, { creditMicros: 0n });
    const other = await begin(bystander, credit);
    await world.fake.pay(sessionOf(other.url));
    await world.settle();
    expect(await wallet(bystander)).toMatchObject({ paidMicros: 25_000_000n });
  });

  test('another choice closes the page before it', async () => {
    const tenant = await makeTenant(db);
    const first = await begin(tenant, pro);
    const second = await begin(tenant, { kind: 'subscription', planCode: 'scale' });
    expect(second.url).not.toBe(first.url);
    const { sessions } = world.fake.state();
    expect(sessions[sessionOf(first.url)]?.status).toBe('expired');
    expect(sessions[sessionOf(second.url)]?.status).toBe('open');
  });

  test('credit is granted once, however often its payment is told', async () => {
    const tenant = await makeTenant(db, { creditMicros: 0n });
    const { url } = await begin(tenant, credit);
    world.fake.setWebhooks({ mode: 'duplicated' });
    expect(await world.fake.pay(sessionOf(url))).toMatchObject({ paid: true });
    expect(await world.fake.pay(sessionOf(url)).catch(() => ({ paid: false }))).toMatchObject({ paid: false });
    await Promise.all(Array.from({ length: 5 }, () => world.billing.syncOrganization(tenant.organizationId)));
    await world.settle();
    expect(await wallet(tenant)).toMatchObject({ paidMicros: 25_000_000n });
    expect(await withOrg(db, tenant.organizationId, (tx) => tx.creditGrant.count())).toBe(1);
    await begin(tenant, credit).then(({ url: next }) => expect(next).not.toBe(url));
  });

  test('a page that was paid while another was chosen is granted too', async () => {
    const tenant = await makeTenant(db, { creditMicros: 0n });
    const first = await begin(tenant, credit);
    world.fake.setWebhooks({ mode: 'dropped' });
    await world.fake.pay(sessionOf(first.url));
    const second = await begin(tenant, { kind: 'credit', amountMicros: 5_000_000n });
    await world.fake.pay(sessionOf(second.url));
    await world.billing.syncOrganization(tenant.organizationId);
    expect(await wallet(tenant)).toMatchObject({ paidMicros: 30_000_000n });
  });

  test('of two paid subscriptions the second is ended', async () => {
    const tenant = await makeTenant(db);
    const customer = await subscribe(tenant);
    const stripe = openStripe({ secretKey: world.fake.apiKey, apiBase: world.fake.url });
    const { planPrices } = await world.billing.ensureCatalogue();
    const session = await stripe.checkout.sessions.create({
      mode: 'subscription',
      customer,
      line_items: [{ price: planPrices.get('scale') ?? '', quantity: 1 }],
      success_url: 'http://localhost:3000/',
    });
    await world.fake.pay(session.id);
    await world.settle();
    const rows = await withOrg(db, tenant.organizationId, (tx) => tx.stripeSubscription.findMany());
    expect(rows.map(({ planCode, status }) => `${planCode} ${status}`).sort()).toEqual([
      'pro active',
      'scale canceled',
    ]);
    expect(await planOf(tenant)).toBe('pro');
  });

  test.each([
    ['the free plan', { kind: 'subscription', planCode: 'free' } as const, 'planCode'],
    ['too little credit', { kind: 'credit', amountMicros: 4_999_999n } as const, 'amountMicros'],
    ['a part of a cent', { kind: 'credit', amountMicros: 5_000_001n } as const, 'amountMicros'],
  ])('%s is refused', async (_name, purchase, param) => {
    await expect(begin(await makeTenant(db), purchase)).rejects.toMatchObject({ code: 'invalid_value', param });
  });

  test('when Stripe is away nothing is sold', async () => {
    const tenant = await makeTenant(db);
    await begin(tenant, credit);
    world.fake.addFault({ kind: 'server_error', when: 'before', count: 50 });
    await expect(begin(tenant, pro)).rejects.toMatchObject({ code: 'payments_unavailable', retryable: true });
    expect(await withOrg(db, tenant.organizationId, (tx) => tx.checkoutAttempt.count())).toBe(1);
  });

  test('the plan can be changed, and ends with the subscription', async () => {
    const tenant = await makeTenant(db, { creditMicros: 0n });
    await subscribe(tenant);
    await world.billing.changePlan({ organizationId: tenant.organizationId, planCode: 'scale' });
    expect(await planOf(tenant)).toBe('scale');
    expect((await wallet(tenant)).invoiceLimitMicros).toBe(5_000_000_000n);
    const stripe = openStripe({ secretKey: world.fake.apiKey, apiBase: world.fake.url });
    const live = await withOrg(db, tenant.organizationId, (tx) => tx.stripeSubscription.findFirstOrThrow());
    await stripe.subscriptions.cancel(live.id);
    await world.settle();
    expect(await planOf(tenant)).toBe('free');
    expect((await wallet(tenant)).invoiceLimitMicros).toBe(0n);
  });
});

describe('webhooks', () => {
  test.each(['shuffled', 'duplicated', 'delayed', 'dropped'] as const)(
    'when they are %s, the mirror becomes what Stripe has',
    async (mode) => {
      const tenant = await makeTenant(db);
      world.fake.setWebhooks({ mode, delayMs: 40, seed: 7 });
      const { url } = await begin(tenant, pro);
      await world.fake.pay(sessionOf(url));
      const customer = await customerOf(tenant);
      await world.fake.advance(customer, { to: 'next_invoice' });
      await world.fake.advance(customer, { to: 'next_invoice_final' });
      if (mode === 'dropped') {
        expect(await planOf(tenant)).toBe('free');
        for (const key of await world.billing.catchUpWebhooks()) await world.billing.applyWebhook(key);
      } else await world.settle();
      const { subscriptions, invoices } = world.fake.state();
      const own = <T extends { customer: string }>(all: Record<string, T>) =>
        Object.values(all).filter((one) => one.customer === customer);
      const rows = await withOrg(db, tenant.organizationId, async (tx) => ({
        subscriptions: await tx.stripeSubscription.findMany(),
        invoices: await tx.stripeInvoice.findMany(),
      }));
      expect(rows.subscriptions.map(({ id, status, currentPeriodEnd }) => [id, status, currentPeriodEnd])).toEqual(
        own(subscriptions).map(({ id, status, periodEnd }) => [id, status, new Date(periodEnd * 1_000)]),
      );
      expect(rows.invoices.map(({ id, status }) => `${id} ${status}`).sort()).toEqual(
        own(invoices)
          .map(({ id, status }) => `${id} ${status}`)
          .sort(),
      );
      expect(rows.invoices).toHaveLength(2);
    },
  );

  test.each([
    ['forged', 'bad_signature'],
    ['stale', 'old_timestamp'],
  ] as const)('a %s one is refused and leaves no row', async (_name, mode) => {
    const tenant = await makeTenant(db);
    await begin(tenant, credit);
    await world.settle();
    const before = await db.system.webhookInbox.count();
    world.fake.setWebhooks({ mode });
    const stripe = openStripe({ secretKey: world.fake.apiKey, apiBase: world.fake.url });
    await stripe.customers.update(await customerOf(tenant), { name: 'Other' });
    expect(await world.fake.settle(1_000)).toBe(false);
    expect(await db.system.webhookInbox.count()).toBe(before);
    world.fake.setWebhooks({ mode: 'in_order' });
    await world.settle();
  });

  test('one without a signature, and one that is too large, are refused and leave no row', async () => {
    const before = await db.system.webhookInbox.count();
    await expect(world.billing.receiveWebhook({ raw: Buffer.from('{}'), signature: undefined })).rejects.toMatchObject({
      code: 'invalid_value',
    });
    await expect(
      world.billing.receiveWebhook({ raw: Buffer.alloc(600 * 1024, 'x'), signature: 't=1,v1=aa' }),
    ).rejects.toMatchObject({ code: 'request_too_large' });
    expect(await db.system.webhookInbox.count()).toBe(before);
  });

  test('one whose apply fails stays, and is applied later', async () => {
    const tenant = await makeTenant(db, { creditMicros: 0n });
    const { url } = await begin(tenant, credit);
    await world.settle();
    world.fake.addFault({ kind: 'server_error', when: 'before', count: 1_000, method: 'GET', path: '/v1/' });
    await world.fake.pay(sessionOf(url));
    await world.settle();
    world.fake.clearFaults();
    const waiting = await db.system.webhookInbox.findMany({ where: { processedAt: null } });
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting[0]).toMatchObject({ attempts: 1, error: expect.stringMatching(/does not answer/) });
    for (const key of waiting) await world.billing.applyWebhook(key);
    expect(await db.system.webhookInbox.count({ where: { processedAt: null } })).toBe(0);
    expect((await wallet(tenant)).paidMicros).toBe(25_000_000n);
  });
});

test("nobody sees another organization's billing", async () => {
  const [a, b] = [await makeTenant(db), await makeTenant(db)];
  await subscribe(a);
  await makeUsage(db, a, { amountMicros: 1_000n });
  await world.billing.flushUsage({ organizationId: a.organizationId });
  const seen = await withOrg(db, b.organizationId, async (tx) => [
    await tx.stripeCustomer.count(),
    await tx.stripeSubscription.count(),
    await tx.stripeInvoice.count(),
    await tx.checkoutAttempt.count(),
    await tx.usage.count(),
    await tx.usageHour.count(),
    await tx.meterEvent.count(),
    await tx.ledgerEntry.count({ where: { organizationId: a.organizationId } }),
  ]);
  expect(seen).toEqual(seen.map(() => 0));
});
