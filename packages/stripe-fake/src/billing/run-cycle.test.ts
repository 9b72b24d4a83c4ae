import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstItem, makePlan, openWorld, type Plan, report, subscribe, type World } from '../test-world.ts';

/** Two minutes before an hour, so that usage a little later lies in another window of the meter. */
const nowMs = Date.UTC(2026, 10, 10, 14, 58);

let world: World;
let plan: Plan;

beforeAll(async () => {
  world = await openWorld({ now: () => nowMs });
  plan = await makePlan(world.stripe);
});
afterAll(() => world.close());

const invoicesOf = async (customer: string) => (await world.stripe.invoices.list({ customer })).data;
const periodOf = (subscription: Stripe.Subscription) => firstItem(subscription.items.data);

describe('the life of a subscription', () => {
  it('begins paid, bills what was used to the cent, and moves on before its draft is final', async () => {
    const { customer, subscription, session } = await subscribe(world, plan, { metadata: { org_id: 'org-1' } });
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', amount_total: 2900, url: null });
    expect(subscription).toMatchObject({ status: 'active', metadata: { org_id: 'org-1' } });
    const [first] = await invoicesOf(customer.id);
    expect(first).toMatchObject({ billing_reason: 'subscription_create', status: 'paid', amount_paid: 2900 });
    expect(first?.lines.data).toHaveLength(1);

    const { current_period_start: start, current_period_end: end } = periodOf(subscription);
    // $12.345675 in two hours: 1234.5675 cents, one rounding to 1235.
    await report(world, { plan, customer: customer.id, value: 12_000_000, timestamp: start + 1 });
    await report(world, { plan, customer: customer.id, value: 345_675, timestamp: start + 299 });

    const advanced = await world.fake.advance(customer.id, { to: 'next_invoice' });
    expect(advanced).toMatchObject({ settled: true, now: end });
    const draft = await world.stripe.invoices.retrieve(firstItem(advanced.invoices));
    expect(draft).toMatchObject({ status: 'draft', number: null, automatically_finalizes_at: end + 3600 });
    const moved = await world.stripe.subscriptions.retrieve(subscription.id);
    expect(moved.status).toBe('active');
    expect(periodOf(moved).current_period_start).toBe(end);

    const final = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    const invoice = await world.stripe.invoices.retrieve(firstItem(final.invoices));
    const metered = invoice.lines.data.find(({ pricing }) => pricing?.price_details?.price === plan.usage.id);
    expect(metered).toMatchObject({
      quantity: 12_345_675,
      amount: 1235,
      period: { start, end },
    });
    expect(invoice).toMatchObject({
      status: 'paid',
      billing_reason: 'subscription_cycle',
      total: 2900 + 1235,
      parent: { subscription_details: { subscription: subscription.id, metadata: { org_id: 'org-1' } } },
    });
    expect(invoice.amount_paid).toBe(invoice.total);
  });

  it('reads usage at finalisation, not when the draft is made, and never bills it again', async () => {
    const { customer, subscription } = await subscribe(world, plan);
    const { current_period_start: start } = periodOf(subscription);
    const { invoices } = await world.fake.advance(customer.id, { to: 'next_invoice' });
    await report(world, { plan, customer: customer.id, value: 5_000_000, timestamp: start });
    expect((await world.stripe.invoices.retrieve(firstItem(invoices))).total).toBe(2900 + 500);
    await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    // Late: accepted, but its period is closed.
    await report(world, { plan, customer: customer.id, value: 9_000_000, timestamp: start });
    expect((await world.stripe.invoices.retrieve(firstItem(invoices))).total).toBe(2900 + 500);
    const second = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    expect((await world.stripe.invoices.retrieve(firstItem(second.invoices))).total).toBe(2900);
  });

  it('counts the first second of a period to it and not to the one before', async () => {
    const { customer, subscription } = await subscribe(world, plan);
    const { current_period_end: end } = periodOf(subscription);
    const { invoices } = await world.fake.advance(customer.id, { to: 'next_invoice' });
    await report(world, { plan, customer: customer.id, value: 7_000_000, timestamp: end });
    expect((await world.stripe.invoices.retrieve(firstItem(invoices))).total).toBe(2900);
    await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    const next = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    expect((await world.stripe.invoices.retrieve(firstItem(next.invoices))).total).toBe(2900 + 700);
  });

  it('moves one customer only, never back, and at most two intervals', async () => {
    const a = await subscribe(world, plan);
    const b = await subscribe(world, plan);
    await world.fake.advance(a.customer.id, { to: 'next_invoice_final' });
    expect(await invoicesOf(a.customer.id)).toHaveLength(2);
    expect(await invoicesOf(b.customer.id)).toHaveLength(1);
    const { clocks } = world.fake.state();
    const now = nowMs / 1000;
    expect((clocks[a.customer.id] ?? 0) - now).toBeGreaterThan(27 * 86_400);
    expect(Math.abs((clocks[b.customer.id] ?? 0) - now)).toBeLessThan(5);
    await expect(world.fake.advance(a.customer.id, { to: now })).rejects.toThrow('cannot go back');
    await expect(world.fake.advance(b.customer.id, { to: now + 63 * 86_400 })).rejects.toThrow('two intervals');
    await world.fake.advance(b.customer.id, { to: now + 45 * 86_400 });
    expect((await invoicesOf(b.customer.id)).map(({ status }) => status)).toEqual(['paid', 'paid']);
  });

  it('ends at the end of the period with a last invoice for the usage', async () => {
    const { customer, subscription } = await subscribe(world, plan);
    const { current_period_start: start, current_period_end: end } = periodOf(subscription);
    await report(world, { plan, customer: customer.id, value: 3_000_000, timestamp: start });
    const cancelled = await world.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(cancelled).toMatchObject({ status: 'active', cancel_at_period_end: true, cancel_at: end });
    const { invoices } = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    expect(await world.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'canceled',
      ended_at: end,
      cancellation_details: { reason: 'cancellation_requested' },
    });
    expect(await world.stripe.invoices.retrieve(firstItem(invoices))).toMatchObject({ status: 'paid', total: 300 });
    await expect(world.fake.advance(customer.id, { to: 'next_invoice' })).rejects.toThrow('no live subscription');
  });

  it('bills nothing in a trial, and the whole price after it', async () => {
    const { customer, subscription, session } = await subscribe(world, plan, { trial_period_days: 7 });
    expect(session).toMatchObject({ payment_status: 'no_payment_required', amount_total: 0 });
    expect(subscription.status).toBe('trialing');
    const [first] = await invoicesOf(customer.id);
    expect(first).toMatchObject({ status: 'paid', total: 0, amount_paid: 0 });
    await report(world, { plan, customer: customer.id, value: 9_000_000, timestamp: subscription.created + 5 });
    const { invoices } = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    expect(await world.stripe.invoices.retrieve(firstItem(invoices))).toMatchObject({ status: 'paid', total: 2900 });
    expect((await world.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  it('cuts the first period short for an anchor and bills its share', async () => {
    const { subscription, session } = await subscribe(world, plan, {
      billing_cycle_anchor_config: { day_of_month: 1, hour: 0, minute: 0, second: 0 },
    });
    const { current_period_start: start, current_period_end: end } = periodOf(subscription);
    const boundary = new Date(end * 1000);
    expect([boundary.getUTCDate(), end % 86_400]).toEqual([1, 0]);
    const wholeStart = Date.UTC(boundary.getUTCFullYear(), boundary.getUTCMonth() - 1, 1) / 1000;
    const exact = (2900 * (end - start)) / (end - wholeStart);
    expect(Math.abs((session.amount_total ?? 0) - exact)).toBeLessThanOrEqual(0.5);
  });
});
