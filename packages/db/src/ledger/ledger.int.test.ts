import { scratchModels } from '@modelmint/domain/base-model';
import { newId } from '@modelmint/domain/ids';
import { cloneDatabase, type TestDatabase } from '@modelmint/testing/clone-database';
import { makeTenant, type Tenant } from '@modelmint/testing/make-tenant';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../open-database.ts';
import { checkLedger } from '../system/check-ledger.ts';
import { expireHolds } from '../system/expire-holds.ts';
import { withOrg } from '../with-org.ts';
import { currentPrice } from './current-price.ts';
import { grantCredit } from './grant-credit.ts';
import { holdMoney } from './hold-money.ts';
import { listUsage } from './list-usage.ts';
import { readWallet } from './read-wallet.ts';
import { recordInvoice } from './record-invoice.ts';
import { releaseHold } from './release-hold.ts';
import { settleUsage } from './settle-usage.ts';
import { sumUsage } from './sum-usage.ts';

let clone: TestDatabase;
let db: Database;

beforeAll(async () => {
  clone = await cloneDatabase();
  db = openDatabase({
    appUrl: clone.appUrl,
    systemUrl: clone.systemUrl,
    applicationName: 'ledger test',
    connectionsMax: 20,
  });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});
afterEach(async () => {
  expect((await checkLedger(db)).filter(({ isOk }) => !isOk)).toEqual([]);
});

const soon = () => new Date(Date.now() + 60_000);
const past = () => new Date(Date.now() - 1_000);

function hold(tenant: Tenant, amountMicros: bigint, { key = `request:${newId('request')}`, expiresAt = soon() } = {}) {
  return withOrg(db, tenant.organizationId, (tx) => holdMoney(tx, { ...tenant, key, amountMicros, expiresAt }));
}
/** At 1 micro-USD a token, so tokens are micro-USD. */
function settle(tenant: Tenant, holdId: string, tokens: bigint) {
  const fact = { meter: 'inference', baseModel: 'text-classifier-lstm', rateMicros: 1_000_000n } as const;
  return withOrg(db, tenant.organizationId, (tx) =>
    settleUsage(tx, { ...tenant, ...fact, holdId, tokens, priceBookId: 'pb_1' }),
  );
}
const wallet = ({ organizationId }: Tenant) => withOrg(db, organizationId, (tx) => readWallet(tx, organizationId));

async function subscribe({ organizationId }: Tenant, invoiceLimitMicros: bigint): Promise<void> {
  await db.system.stripeSubscription.create({
    data: {
      id: `sub_${newId('request')}`,
      organizationId,
      status: 'active',
      planCode: 'pro',
      currentPeriodStart: new Date(),
      currentPeriodEnd: new Date(Date.now() + 2_592_000_000),
      cancelAtPeriodEnd: false,
    },
  });
  await db.system.wallet.update({ where: { organizationId }, data: { invoiceLimitMicros } });
}

describe('holdMoney', () => {
  test('320 holds of 5,000 at once on 100,000 give exactly 20', async () => {
    const tenant = await makeTenant(db, { creditMicros: 100_000n });
    const keys = Array.from({ length: 320 }, () => `request:${newId('request')}`);
    const outcomes: string[] = [];
    // 20 at a time, as many as there are connections.
    const lane = async () => {
      for (let key = keys.pop(); key !== undefined; key = keys.pop())
        outcomes.push(
          await hold(tenant, 5_000n, { key }).then(
            () => 'held',
            (error: { code: string }) => error.code,
          ),
        );
    };
    await Promise.all(Array.from({ length: 20 }, lane));
    expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(20);
    expect(outcomes.filter((outcome) => outcome === 'insufficient_quota')).toHaveLength(300);
    expect(await wallet(tenant)).toMatchObject({ heldCreditMicros: 100_000n, availableMicros: 0n });
  });

  test('the refusal names what is needed, what there is and the ways out', async () => {
    const tenant = await makeTenant(db, { creditMicros: 3_000_000n });
    await hold(tenant, 1_000_000n);
    await expect(hold(tenant, 7_760_000n)).rejects.toMatchObject({
      code: 'insufficient_quota',
      message:
        'This needs up to $7.76, and $2.00 is available, besides $1.00 on hold for work under way. ' +
        'Add credit or subscribe to a plan on the Billing page, or ask for less work.',
    });
  });

  test('the same key gets the same hold, however many ask at once, and another amount is a conflict', async () => {
    const tenant = await makeTenant(db, { creditMicros: 10_000n });
    const key = `job:${newId('fineTuningJob')}`;
    const all = await Promise.all(Array.from({ length: 12 }, () => hold(tenant, 4_000n, { key })));
    expect(new Set(all.map(({ holdId }) => holdId)).size).toBe(1);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await wallet(tenant)).toMatchObject({ heldCreditMicros: 4_000n });
    await expect(hold(tenant, 4_001n, { key })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('the invoice pays first, up to the limit of the plan; then credit; nothing is split', async () => {
    const tenant = await makeTenant(db, { creditMicros: 5_000n });
    await subscribe(tenant, 10_000n);
    const fundings = [];
    for (const amount of [6_000n, 4_000n, 5_000n]) fundings.push((await hold(tenant, amount)).funding);
    expect(fundings).toEqual(['INVOICE', 'INVOICE', 'CREDIT']);
    await expect(hold(tenant, 1n)).rejects.toThrow(/higher invoice limit/);
  });

  test('a free hold needs no money', async () => {
    const tenant = await makeTenant(db, { creditMicros: 0n });
    const { holdId, funding } = await hold(tenant, 0n);
    expect(funding).toBe('CREDIT');
    expect(await settle(tenant, holdId, 0n)).toMatchObject({ amountMicros: 0n, isNew: true });
  });

  test('a throw after the hold leaves nothing', async () => {
    const tenant = await makeTenant(db, { creditMicros: 10_000n });
    const failing = withOrg(db, tenant.organizationId, async (tx) => {
      await holdMoney(tx, { ...tenant, key: 'job:x', amountMicros: 5_000n, expiresAt: soon() });
      throw new Error('after the hold');
    });
    await expect(failing).rejects.toThrow('after the hold');
    expect(await wallet(tenant)).toMatchObject({ heldCreditMicros: 0n, availableMicros: 10_000n });
    expect(await withOrg(db, tenant.organizationId, (tx) => tx.hold.count())).toBe(0);
  });

  test("another tenant's hold can be neither seen, settled nor released", async () => {
    const [a, b] = [await makeTenant(db, { creditMicros: 9n }), await makeTenant(db, { creditMicros: 9n })];
    const { holdId } = await hold(a, 5n);
    expect(await settle(b, holdId, 5n)).toBeNull();
    await withOrg(db, b.organizationId, async (tx) => {
      expect(await releaseHold(tx, { organizationId: a.organizationId, holdId })).toBe(false);
      expect(await tx.hold.count()).toBe(0);
      expect((await readWallet(tx, a.organizationId)).creditMicros).toBe(0n);
    });
    expect(await wallet(a)).toMatchObject({ heldCreditMicros: 5n });
  });
});

describe('settleUsage', () => {
  test('promotional credit goes before bought credit, which may fall below 0; the next hold is refused', async () => {
    const tenant = await makeTenant(db, { creditMicros: 300n });
    const { organizationId } = tenant;
    const paid = { organizationId, category: 'paid', amountMicros: 200n, sourceRef: 'cs_1' } as const;
    expect(await withOrg(db, organizationId, (tx) => grantCredit(tx, paid))).toBe(true);
    expect(await withOrg(db, organizationId, (tx) => grantCredit(tx, paid))).toBe(false);
    const { holdId } = await hold(tenant, 400n);
    expect(await settle(tenant, holdId, 650n)).toMatchObject({ amountMicros: 650n, funding: 'CREDIT' });
    expect(await wallet(tenant)).toMatchObject({ promoMicros: 0n, paidMicros: -150n, heldCreditMicros: 0n });
    await expect(hold(tenant, 1n)).rejects.toMatchObject({ code: 'insufficient_quota' });
  });

  test('less than was held frees the rest; twenty at once bill once', async () => {
    const tenant = await makeTenant(db, { creditMicros: 1_000n });
    const { holdId } = await hold(tenant, 900n);
    const all = await Promise.all(Array.from({ length: 20 }, () => settle(tenant, holdId, 250n)));
    expect(all.filter((one) => one?.isNew)).toHaveLength(1);
    expect(new Set(all.map((one) => one?.usageId)).size).toBe(1);
    expect(await wallet(tenant)).toMatchObject({ promoMicros: 750n, heldCreditMicros: 0n, availableMicros: 750n });
  });

  test('on the invoice it accrues, and the final invoice takes it away once', async () => {
    const tenant = await makeTenant(db, { creditMicros: 100n });
    const { organizationId } = tenant;
    await subscribe(tenant, 1_000n);
    const { holdId } = await hold(tenant, 800n);
    expect(await settle(tenant, holdId, 600n)).toMatchObject({ funding: 'INVOICE' });
    expect(await wallet(tenant)).toMatchObject({ accruedMicros: 600n, heldInvoiceMicros: 0n, creditMicros: 100n });
    const invoice = { organizationId, invoiceId: 'in_1', amountMicros: 600n };
    for (const isFirst of [true, false])
      expect(await withOrg(db, organizationId, (tx) => recordInvoice(tx, invoice))).toBe(isFirst);
    expect(await wallet(tenant)).toMatchObject({ accruedMicros: 0n, availableMicros: 1_000n });
  });

  test('work whose subscription has ended is paid from credit', async () => {
    const tenant = await makeTenant(db, { creditMicros: 100n });
    await subscribe(tenant, 1_000n);
    const { holdId } = await hold(tenant, 800n);
    await db.system.stripeSubscription.updateMany({
      where: { organizationId: tenant.organizationId },
      data: { status: 'canceled' },
    });
    expect(await settle(tenant, holdId, 700n)).toMatchObject({ funding: 'CREDIT' });
    expect(await wallet(tenant)).toMatchObject({ accruedMicros: 0n, heldInvoiceMicros: 0n, creditMicros: -600n });
  });

  test('released work costs nothing, whoever comes later', async () => {
    const tenant = await makeTenant(db, { creditMicros: 100n });
    const { organizationId } = tenant;
    const { holdId } = await hold(tenant, 80n);
    const release = () => withOrg(db, organizationId, (tx) => releaseHold(tx, { organizationId, holdId }));
    expect([await release(), await release()]).toEqual([true, false]);
    expect(await settle(tenant, holdId, 80n)).toBeNull();
    expect(await wallet(tenant)).toMatchObject({ availableMicros: 100n });
  });
});

describe('expireHolds', () => {
  test('frees what is over, leaves what is not, and late work is still charged once', async () => {
    const tenant = await makeTenant(db, { creditMicros: 1_000n });
    const [over] = [await hold(tenant, 100n, { expiresAt: past() }), await hold(tenant, 200n, { expiresAt: soon() })];
    expect(await expireHolds(db)).toBe(1);
    expect(await wallet(tenant)).toMatchObject({ heldCreditMicros: 200n });
    for (const isNew of [true, false]) expect(await settle(tenant, over.holdId, 90n)).toMatchObject({ isNew });
    expect(await wallet(tenant)).toMatchObject({ promoMicros: 910n, heldCreditMicros: 200n });
  });

  test('when a settle and an expiry meet, one of them ends the hold and the work is charged', async () => {
    const tenant = await makeTenant(db, { creditMicros: 10_000n });
    const holds = [];
    for (let i = 0; i < 24; i++) holds.push(await hold(tenant, 100n, { expiresAt: past() }));
    await Promise.all([
      ...holds.map(({ holdId }) => settle(tenant, holdId, 100n)),
      ...Array.from({ length: 4 }, () => expireHolds(db)),
    ]);
    expect(await wallet(tenant)).toMatchObject({ promoMicros: 7_600n, heldCreditMicros: 0n });
  });
});

describe('prices and usage', () => {
  test('the price is that of the newest book in force', async () => {
    const tenant = await makeTenant(db, { creditMicros: 0n });
    const price = (baseModel: string) =>
      withOrg(db, tenant.organizationId, (tx) => currentPrice(tx, { meter: 'training', baseModel }));
    expect(await price('text-classifier-lstm')).toEqual({ priceBookId: 'pb_4', rateMicros: 500_000n });
    await expect(price('none')).rejects.toMatchObject({ code: 'model_not_found' });
  });

  test('every template and every size of checkpoint has its prices', async () => {
    const tenant = await makeTenant(db, { creditMicros: 0n });
    const sizes = ['tiny', 'small', 'medium', 'large'];
    const kinds = ['causal-lm', 'encoder', 'image-classifier'];
    const names = [
      ...scratchModels.map(({ id }) => id),
      ...kinds.flatMap((kind) => sizes.map((size) => `${kind}/${size}`)),
    ];
    await withOrg(db, tenant.organizationId, async (tx) => {
      for (const meter of ['training', 'inference'] as const)
        for (const baseModel of names) {
          const { rateMicros } = await currentPrice(tx, { meter, baseModel });
          expect(rateMicros, `${meter} of ${baseModel}`).toBeGreaterThan(0n);
        }
    });
  });

  test('usage is listed in pages and summed by what is asked for', async () => {
    const tenant = await makeTenant(db, { creditMicros: 1_000n });
    for (const tokens of [10n, 20n, 30n]) await settle(tenant, (await hold(tenant, 50n)).holdId, tokens);
    const range = { from: new Date(Date.now() - 60_000), to: soon() };
    const { first, second, sums, all, none } = await withOrg(db, tenant.organizationId, async (tx) => {
      const first = await listUsage(tx, { ...range, limit: 2 });
      const after = first[1];
      return {
        first,
        second: after === undefined ? [] : await listUsage(tx, { ...range, after, limit: 2 }),
        sums: await sumUsage(tx, { ...range, by: ['meter', 'funding'] }),
        all: await sumUsage(tx, { ...range, by: [] }),
        none: await sumUsage(tx, { ...range, by: ['day'], meter: 'training' }),
      };
    });
    expect([...first, ...second].map(({ tokens }) => tokens)).toEqual([30n, 20n, 10n]);
    expect(sums).toEqual([{ meter: 'inference', funding: 'CREDIT', tokens: 60n, amountMicros: 60n, events: 3 }]);
    expect(all).toEqual([{ tokens: 60n, amountMicros: 60n, events: 3 }]);
    expect(none).toEqual([]);
  });
});
