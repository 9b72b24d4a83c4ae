import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { type Database, openDatabase } from '@modelmint/db/open-database';
import { checkLedger } from '@modelmint/db/system/check-ledger';
import { listDueTopUps } from '@modelmint/db/system/top-ups';
import { withOrg } from '@modelmint/db/with-org';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { makeUsage } from '@modelmint/testing/make-usage';
import { openTestBilling, type TestBilling } from '@modelmint/testing/open-test-billing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

let clone: TestDatabase;
let db: Database;
let world: TestBilling;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({ ...clone, applicationName: 'top-up test' });
  world = await openTestBilling(db);
});
afterAll(async () => {
  await world.close();
  await db.close();
  await clone.drop();
});
afterEach(async () => {
  world.fake.clearFaults();
  expect((await checkLedger(db)).filter(({ isOk }) => !isOk)).toEqual([]);
});

const sessionOf = (url: string) => new URL(url).pathname.split('/').at(-1) ?? '';
const wallet = ({ organizationId }: Tenant) => withOrg(db, organizationId, (tx) => readWallet(tx, organizationId));
const customerOf = async ({ organizationId }: Tenant) =>
  (await db.system.stripeCustomer.findUniqueOrThrow({ where: { organizationId } })).customerId;
const ruleOf = ({ organizationId }: Tenant) => db.system.autoTopUp.findUniqueOrThrow({ where: { organizationId } });
const told = ({ organizationId }: Tenant) =>
  db.system.notification.findMany({ where: { organizationId, kind: 'payment_failed' }, orderBy: { createdAt: 'asc' } });

async function makeSubscribed({ creditMicros = 0n }: { creditMicros?: bigint } = {}): Promise<Tenant> {
  const tenant = await makeTenant(db, { creditMicros });
  const { organizationId } = tenant;
  const userId = newId('user');
  await db.system.user.create({ data: { id: userId, email: `${userId}@example.com`, name: 'Ann' } });
  await db.system.member.create({ data: { organizationId, userId, role: 'BILLING' } });
  const purchase = { kind: 'subscription', planCode: 'pro' } as const;
  const { url } = await world.billing.startCheckout({ organizationId, email: 'a@example.com', purchase });
  await world.fake.pay(sessionOf(url));
  await world.settle();
  return tenant;
}

/** Below $5 buys $10, and $25 a month at most. */
const turnOn = ({ organizationId }: Tenant) =>
  withOrg(db, organizationId, (tx) =>
    tx.autoTopUp.create({
      data: {
        ...{ organizationId, isOn: true },
        ...{ thresholdMicros: 5_000_000n, amountMicros: 10_000_000n, monthlyMaxMicros: 25_000_000n },
      },
    }),
  );

describe('credit that buys itself', () => {
  test('is bought once below the threshold whoever asks, and up to what the month allows', async () => {
    const tenant = await makeSubscribed({ creditMicros: 6_000_000n });
    await turnOn(tenant);
    expect(await world.billing.topUpDue()).toEqual({ paid: 0, failed: 0, waiting: 0 });
    const spendCreditOnly = async () => {
      // Each payment lets the customer be read from Stripe again, which gives the plan's own limit back.
      await world.settle();
      await db.system.wallet.update({
        where: { organizationId: tenant.organizationId },
        data: { invoiceLimitMicros: 0n },
      });
    };
    await spendCreditOnly();
    await makeUsage(db, tenant, { amountMicros: 1_000_001n });
    await Promise.all([world.billing.topUpDue(), world.billing.topUpDue(), world.billing.topUpDue()]);
    expect(await wallet(tenant)).toMatchObject({ promoMicros: 4_999_999n, paidMicros: 10_000_000n });
    await spendCreditOnly();
    await makeUsage(db, tenant, { amountMicros: 14_000_000n });
    expect(await world.billing.topUpDue()).toMatchObject({ paid: 1 });
    await spendCreditOnly();
    await makeUsage(db, tenant, { amountMicros: 10_000_000n });
    expect(await world.billing.topUpDue()).toEqual({ paid: 0, failed: 0, waiting: 0 });
    const payments = Object.values(world.fake.state().paymentIntents).filter(
      ({ metadata }) => metadata.organization_id === tenant.organizationId && 'top_up_id' in metadata,
    );
    expect(payments.map(({ amount, status }) => ({ amount, status }))).toEqual([
      { amount: 1_000, status: 'succeeded' },
      { amount: 1_000, status: 'succeeded' },
    ]);
  });

  test('is looked for first where nobody looked for longest', async () => {
    const [seen, fresh] = [await makeTenant(db, { creditMicros: 1n }), await makeTenant(db, { creditMicros: 1n })];
    for (const tenant of [seen, fresh]) await turnOn(tenant);
    const where = { organizationId: seen.organizationId };
    await db.system.autoTopUp.update({ where, data: { lookedAt: new Date() } });
    const own = (ids: string[]) => ids.filter((id) => [seen.organizationId, fresh.organizationId].includes(id));
    expect(own(await listDueTopUps(db))).toEqual([fresh.organizationId, seen.organizationId]);
    // Without a card both rules stop.
    expect(await world.billing.topUpDue()).toMatchObject({ failed: 2 });
    expect(own(await listDueTopUps(db))).toEqual([]);
    const rules = await db.system.autoTopUp.findMany({ where: { organizationId: fresh.organizationId } });
    expect(rules).toMatchObject([{ lookedAt: expect.any(Date) }]);
  });

  test('whose payment went through without an answer is found and granted once', async () => {
    const tenant = await makeSubscribed();
    await turnOn(tenant);
    world.fake.addFault({
      ...{ kind: 'server_error', when: 'after', count: 10, method: 'POST', path: '/v1/payment_intents' },
    });
    expect(await world.billing.topUpDue()).toMatchObject({ paid: 0, waiting: 1 });
    world.fake.clearFaults();
    expect(await world.billing.topUpDue()).toMatchObject({ paid: 1, waiting: 0 });
    expect(await world.billing.topUpDue()).toEqual({ paid: 0, failed: 0, waiting: 0 });
    expect(await wallet(tenant)).toMatchObject({ paidMicros: 10_000_000n });
  });

  test('that was begun and is turned off since is not paid, and given up when its payment would be seen', async () => {
    const tenant = await makeSubscribed();
    const { organizationId } = tenant;
    await turnOn(tenant);
    world.fake.addFault({ ...{ kind: 'server_error', when: 'before', count: 10 }, path: '/v1/payment_intents' });
    expect(await world.billing.topUpDue()).toMatchObject({ waiting: 1 });
    world.fake.clearFaults();
    await db.system.autoTopUp.updateMany({ where: { organizationId }, data: { isOn: false } });
    expect(await world.billing.topUpDue()).toMatchObject({ paid: 0, waiting: 1 });
    const createdAt = new Date(Date.now() - 2 * 3_600_000);
    await db.system.topUp.updateMany({ where: { organizationId }, data: { createdAt } });
    expect(await world.billing.topUpDue()).toEqual({ paid: 0, failed: 0, waiting: 0 });
    expect(await db.system.topUp.findFirst({ where: { organizationId } })).toMatchObject({ state: 'FAILED' });
    expect(await told(tenant)).toEqual([]);
  });

  test.each([
    ['insufficient_funds', 'top_up', /insufficient funds/],
    ['authentication_required', 'authentication_required', /requires authentication/],
  ] as const)('a card that answers %s stops the rule and tells once', async (card, cause, reason) => {
    const tenant = await makeSubscribed();
    await turnOn(tenant);
    await world.fake.setCard(await customerOf(tenant), card);
    expect(await world.billing.topUpDue()).toMatchObject({ failed: 1 });
    expect(await world.billing.topUpDue()).toEqual({ paid: 0, failed: 0, waiting: 0 });
    expect((await ruleOf(tenant)).stoppedReason).toMatch(reason);
    expect(await told(tenant)).toMatchObject([{ mailState: 'due', details: { cause, amountMicros: '10000000' } }]);
    expect(await wallet(tenant)).toMatchObject({ paidMicros: 0n });
  });

  test('without a card nothing is charged, and an organization that is suspended buys nothing', async () => {
    const [cardless, suspended] = [await makeTenant(db, { creditMicros: 0n }), await makeSubscribed()];
    await turnOn(cardless);
    await turnOn(suspended);
    await db.system.organization.update({
      where: { id: suspended.organizationId },
      data: { suspendedAt: new Date(), suspendedReason: 'x' },
    });
    expect(await world.billing.topUpDue()).toEqual({ paid: 0, failed: 1, waiting: 0 });
    expect((await ruleOf(cardless)).stoppedReason).toBe('No card is saved.');
  });
});

describe('a change of plan', () => {
  test('is billed to the cent as its preview said', async () => {
    const tenant = await makeSubscribed();
    const { organizationId } = tenant;
    const customer = await customerOf(tenant);
    const now = Math.floor(Date.now() / 1_000);
    await world.fake.advance(customer, { to: now + 9 * 86_400 });
    const preview = await world.billing.previewPlan({ organizationId, planCode: 'scale' });
    expect(preview.creditMicros).toBeLessThan(0n);
    expect(preview.chargeMicros).toBeGreaterThan(0n);
    await world.fake.advance(customer, { to: now + 9 * 86_400 + 1_800 });
    const prorationDate = preview.prorationDate ?? 0;
    for (const wrong of [prorationDate + 7_200, prorationDate - 7_200, 0])
      await expect(
        world.billing.changePlan({ organizationId, planCode: 'scale', prorationDate: wrong }),
      ).rejects.toMatchObject({ code: 'conflict', param: 'prorationDate' });
    await world.billing.changePlan({ organizationId, planCode: 'scale', prorationDate });
    await world.fake.advance(customer, { to: 'next_invoice_final' });
    await world.settle();
    const invoice = await withOrg(db, organizationId, (tx) =>
      tx.stripeInvoice.findFirstOrThrow({ orderBy: { createdAt: 'desc' } }),
    );
    const expected = preview.creditMicros + preview.chargeMicros + preview.feeMicros;
    expect(invoice.totalCents * 10_000n).toBe(expected);
    await expect(world.billing.previewPlan({ organizationId, planCode: 'scale' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(world.billing.previewPlan({ organizationId, planCode: 'none' })).rejects.toMatchObject({
      param: 'planCode',
    });
  });
});

describe('the mirror', () => {
  test('knows the saved card, and tells of a failed invoice once for each try', async () => {
    const tenant = await makeSubscribed();
    const customer = await customerOf(tenant);
    await world.billing.syncOrganization(tenant.organizationId);
    const row = await db.system.stripeCustomer.findUniqueOrThrow({ where: { customerId: customer } });
    expect(row).toMatchObject({ cardBrand: 'visa', cardLast4: '4242' });
    await world.fake.setCard(customer, 'declined');
    await world.fake.advance(customer, { to: 'next_invoice_final' });
    await world.settle();
    await world.billing.syncOrganization(tenant.organizationId);
    expect(await told(tenant)).toMatchObject([{ targetKind: 'invoice', details: { cause: 'invoice' } }]);
  });
});
