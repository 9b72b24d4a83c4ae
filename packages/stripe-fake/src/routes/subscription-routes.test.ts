import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstItem, makePlan, openWorld, type Plan, report, subscribe, type World } from '../test-world.ts';

/** A month of 30 days begins: half of it is 15 days. */
const now = Date.UTC(2026, 10, 1) / 1000;
const half = 15 * 86_400;
let world: World;
let plan: Plan;

beforeAll(async () => {
  world = await openWorld({ now: () => now * 1000 });
  plan = await makePlan(world.stripe);
});
afterAll(() => world.close());

async function subscribed() {
  const { customer, subscription } = await subscribe(world, plan);
  const base = firstItem(subscription.items.data.filter(({ price }) => price.id === plan.base.id));
  return { customer, subscription, base };
}

describe('a change of plan', () => {
  it('gives back the unused and charges the remaining half with the next invoice', async () => {
    const { customer, subscription, base } = await subscribed();
    await world.fake.advance(customer.id, { to: now + half });
    const preview = await world.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items: [{ id: base.id, price: plan.bigger.id }] },
    });
    const changed = await world.stripe.subscriptions.update(subscription.id, {
      items: [{ id: base.id, price: plan.bigger.id }],
    });
    expect(changed.items.data.map(({ id, price }) => [id, price.id])).toContainEqual([base.id, plan.bigger.id]);
    const { invoices } = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    const invoice = await world.stripe.invoices.retrieve(firstItem(invoices));
    const lines = invoice.lines.data.map(({ description, amount }) => [description, amount]);
    expect(lines).toEqual([
      ['Unused time on Pro after 16 Nov 2026', -1450],
      ['Remaining time on Scale after 16 Nov 2026', 4950],
      ['0 × Training (at $0.000001 / month)', 0],
      ['1 × Scale (at $99.00 / month)', 9900],
    ]);
    expect(invoice.total).toBe(-1450 + 4950 + 9900);
    expect(preview.total).toBe(invoice.total);
    const credit = invoice.lines.data[0]?.parent?.subscription_item_details;
    expect(credit).toMatchObject({
      proration: true,
      proration_details: { credited_items: { invoice: subscription.latest_invoice } },
    });
  });

  it('credits what was really charged when the plan changes twice', async () => {
    const { customer, subscription, base } = await subscribed();
    await world.fake.advance(customer.id, { to: now + half });
    const change = (price: string) =>
      world.stripe.subscriptions.update(subscription.id, { items: [{ id: base.id, price }] });
    await change(plan.bigger.id);
    await change(plan.base.id);
    const { invoices } = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    expect((await world.stripe.invoices.retrieve(firstItem(invoices))).total).toBe(2900);
  });

  it('is billed at once on demand, and nothing changes when the card is refused and the caller said so', async () => {
    const { customer, subscription, base } = await subscribed();
    const params: Stripe.SubscriptionUpdateParams = {
      items: [{ id: base.id, price: plan.bigger.id }],
      proration_behavior: 'always_invoice',
    };
    await world.fake.setCard(customer.id, 'declined');
    await expect(
      world.stripe.subscriptions.update(subscription.id, { ...params, payment_behavior: 'error_if_incomplete' }),
    ).rejects.toMatchObject({ statusCode: 402, code: 'card_declined' });
    expect(await world.stripe.subscriptions.retrieve(subscription.id)).toEqual(
      expect.objectContaining({
        latest_invoice: subscription.latest_invoice,
        items: expect.objectContaining({ data: subscription.items.data }),
      }),
    );
    await world.fake.setCard(customer.id, 'ok');
    const changed = await world.stripe.subscriptions.update(subscription.id, { ...params, expand: ['latest_invoice'] });
    expect(changed.latest_invoice).toMatchObject({
      billing_reason: 'subscription_update',
      status: 'paid',
      total: 7000,
    });
  });

  it('waits for its payment on demand, and takes effect when that comes', async () => {
    const { customer, subscription, base } = await subscribed();
    await world.fake.setCard(customer.id, 'declined');
    const waiting = await world.stripe.subscriptions.update(subscription.id, {
      items: [{ id: base.id, price: plan.bigger.id }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'pending_if_incomplete',
    });
    expect(waiting.status).toBe('active');
    expect(waiting.items.data.map(({ price }) => price.id)).toContain(plan.base.id);
    expect(waiting.pending_update?.subscription_items?.map(({ price }) => price.id)).toContain(plan.bigger.id);
    await world.fake.setCard(customer.id, 'ok');
    await world.stripe.invoices.pay(String(waiting.latest_invoice));
    const changed = await world.stripe.subscriptions.retrieve(subscription.id);
    expect(changed.pending_update).toBeNull();
    expect(changed.items.data.map(({ price }) => price.id)).toContain(plan.bigger.id);
  });

  it('lapses without its payment after 23 hours', async () => {
    const { customer, subscription, base } = await subscribed();
    await world.fake.setCard(customer.id, 'declined');
    const waiting = await world.stripe.subscriptions.update(subscription.id, {
      items: [{ id: base.id, price: plan.bigger.id }],
      proration_behavior: 'always_invoice',
      payment_behavior: 'pending_if_incomplete',
    });
    await world.fake.advance(customer.id, { to: now + 24 * 3600 });
    expect((await world.stripe.invoices.retrieve(String(waiting.latest_invoice))).status).toBe('void');
    const kept = await world.stripe.subscriptions.retrieve(subscription.id);
    expect([kept.status, kept.pending_update]).toEqual(['active', null]);
    expect(kept.items.data.map(({ price }) => price.id)).toContain(plan.base.id);
  });

  it('to a cheaper plan leaves credit for the next invoices', async () => {
    const { customer, subscription, base } = await subscribed();
    const update = (price: string) =>
      world.stripe.subscriptions.update(subscription.id, {
        items: [{ id: base.id, price }],
        proration_behavior: 'always_invoice',
        expand: ['latest_invoice'],
      });
    await update(plan.bigger.id);
    expect((await update(plan.base.id)).latest_invoice).toMatchObject({ total: -7000, amount_due: 0, status: 'paid' });
    expect(await world.stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -7000 });
    const { invoices } = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    expect(await world.stripe.invoices.retrieve(firstItem(invoices))).toMatchObject({
      total: 2900,
      starting_balance: -7000,
      ending_balance: -4100,
      amount_due: 0,
      status: 'paid',
    });
  });

  it('refuses what it cannot bill rightly', async () => {
    const { subscription, base } = await subscribed();
    const usage = firstItem(subscription.items.data.filter(({ price }) => price.id === plan.usage.id));
    const update = (items: { id: string; price?: string; deleted?: boolean }[]) =>
      world.stripe.subscriptions.update(subscription.id, { items });
    await expect(update([{ id: usage.id, deleted: true }])).rejects.toMatchObject({ statusCode: 501 });
    await expect(update([{ id: base.id, price: plan.usage.id }])).rejects.toMatchObject({ statusCode: 501 });
    await expect(update([{ id: 'si_no', price: plan.bigger.id }])).rejects.toMatchObject({ statusCode: 404 });
    await expect(update([{ id: base.id, price: 'price_no' }])).rejects.toMatchObject({ statusCode: 404 });
  });
});

describe('a cancellation at once', () => {
  it('bills the usage so far and gives the unused time back', async () => {
    const { customer, subscription } = await subscribed();
    await report(world, { plan, customer: customer.id, value: 4_000_000, timestamp: now + 10 });
    await world.fake.advance(customer.id, { to: now + half });
    const ended = await world.stripe.subscriptions.cancel(subscription.id, { invoice_now: true, prorate: true });
    expect(ended).toMatchObject({ status: 'canceled', ended_at: now + half });
    expect(await world.stripe.invoices.retrieve(String(ended.latest_invoice))).toMatchObject({
      total: 400 - 1450,
      status: 'paid',
    });
    expect((await world.stripe.subscriptions.list({ customer: customer.id })).data).toEqual([]);
    expect((await world.stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data).toHaveLength(1);
  });
});

describe('previews', () => {
  it('show the usage of now and the next period, and keep nothing', async () => {
    const { customer, subscription } = await subscribed();
    await report(world, { plan, customer: customer.id, value: 2_500_000, timestamp: now + 10 });
    const preview = await world.stripe.invoices.createPreview({ customer: customer.id });
    expect(preview.id).toMatch(/^upcoming_in_/);
    expect(preview).toMatchObject({ billing_reason: 'upcoming', status: 'draft', total: 2900 + 250, amount_due: 3150 });
    expect((await world.stripe.invoices.list({ customer: customer.id })).data).toHaveLength(1);
    await world.stripe.subscriptions.cancel(subscription.id);
    await expect(world.stripe.invoices.createPreview({ customer: customer.id })).rejects.toMatchObject({
      code: 'invoice_upcoming_none',
    });
  });
});
