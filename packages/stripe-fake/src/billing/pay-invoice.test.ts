import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstItem, makePlan, openWorld, type Plan, subscribe, type World } from '../test-world.ts';

const daySeconds = 86_400;
let world: World;
let plan: Plan;

beforeAll(async () => {
  world = await openWorld();
  plan = await makePlan(world.stripe);
});
afterAll(() => world.close());

async function fail(card: 'declined' | 'authentication_required' = 'declined') {
  const subscribed = await subscribe(world, plan);
  await world.fake.setCard(subscribed.customer.id, card);
  const { invoices } = await world.fake.advance(subscribed.customer.id, { to: 'next_invoice_final' });
  return { ...subscribed, invoiceId: firstItem(invoices) };
}

describe('a charge that fails', () => {
  it('announces the failure first, then the debt of the subscription', async () => {
    const { customer, subscription, invoiceId } = await fail();
    const invoice = await world.stripe.invoices.retrieve(invoiceId);
    expect(invoice).toMatchObject({ status: 'open', attempt_count: 1, amount_due: 2900, amount_remaining: 2900 });
    expect(invoice.next_payment_attempt).toBeGreaterThan(invoice.created);
    expect((await world.stripe.subscriptions.retrieve(subscription.id)).status).toBe('past_due');
    expect(await world.stripe.customers.retrieve(customer.id)).toMatchObject({ delinquent: true });
    const own = world.hooks.events.filter(({ data }) => JSON.stringify(data).includes(customer.id));
    const failedAt = own.findIndex(({ type }) => type === 'invoice.payment_failed');
    const updatedAt = own.findLastIndex(({ type }) => type === 'customer.subscription.updated');
    expect(failedAt).toBeGreaterThan(0);
    expect(updatedAt).toBeGreaterThan(failedAt);
    expect(own[updatedAt]?.data.previous_attributes).toEqual({ status: 'active' });
  });

  it('is mended by another card and a payment by hand', async () => {
    const { customer, subscription, invoiceId } = await fail();
    await expect(world.stripe.invoices.pay(invoiceId)).rejects.toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
      statusCode: 402,
    });
    await world.fake.setCard(customer.id, 'ok');
    expect(await world.stripe.invoices.pay(invoiceId)).toMatchObject({ status: 'paid', amount_paid: 2900 });
    expect((await world.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
    await expect(world.stripe.invoices.pay(invoiceId)).rejects.toThrow('already paid');
  });

  it('is tried again after 3 days by itself', async () => {
    const { customer, subscription, invoiceId } = await fail();
    await world.fake.setCard(customer.id, 'ok');
    const { next_payment_attempt: next } = await world.stripe.invoices.retrieve(invoiceId);
    await world.fake.advance(customer.id, { to: next ?? 0 });
    expect(await world.stripe.invoices.retrieve(invoiceId)).toMatchObject({ status: 'paid', attempt_count: 2 });
    expect((await world.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
  });

  it('ends the subscription after the last try', async () => {
    const { customer, subscription, invoiceId } = await fail();
    const { created } = await world.stripe.invoices.retrieve(invoiceId);
    await world.fake.advance(customer.id, { to: created + 20 * daySeconds });
    expect(await world.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      status: 'canceled',
      cancellation_details: { reason: 'payment_failed' },
    });
    expect(await world.stripe.invoices.retrieve(invoiceId)).toMatchObject({
      status: 'open',
      attempt_count: 4,
      next_payment_attempt: null,
    });
  });

  it('asks for the card holder where the bank wants it', async () => {
    const { customer } = await fail('authentication_required');
    const events = await world.stripe.events.list({ type: 'invoice.payment_action_required' });
    expect(JSON.stringify(events.data)).toContain(customer.id);
  });

  it('leaves `past_due` only when every failed invoice is paid', async () => {
    const { customer, subscription } = await subscribe(world, plan);
    const base = firstItem(subscription.items.data.filter(({ price }) => price.id === plan.base.id));
    await world.fake.setCard(customer.id, 'declined');
    await world.fake.advance(customer.id, { to: base.current_period_end - daySeconds });
    const changed = await world.stripe.subscriptions.update(subscription.id, {
      items: [{ id: base.id, price: plan.bigger.id }],
      proration_behavior: 'always_invoice',
    });
    expect(changed.status).toBe('past_due');
    const { invoices } = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    await world.fake.setCard(customer.id, 'ok');
    const read = async () => (await world.stripe.subscriptions.retrieve(subscription.id)).status;
    await world.stripe.invoices.pay(firstItem(invoices));
    expect(await read()).toBe('past_due');
    await world.stripe.invoices.pay(String(changed.latest_invoice));
    expect(await read()).toBe('active');
  });
});

describe('off-session charges', () => {
  it('take a saved card, answer 402 with the intent when it is refused, and can be refunded in parts', async () => {
    const { customer } = await subscribe(world, plan);
    const cardOf = async () => (await world.stripe.customers.listPaymentMethods(customer.id)).data[0]?.id ?? '';
    const charge = { amount: 2000, currency: 'usd', customer: customer.id, confirm: true, off_session: true } as const;
    await expect(world.stripe.paymentIntents.create(charge)).rejects.toMatchObject({
      code: 'payment_intent_unexpected_state',
    });
    const intent = await world.stripe.paymentIntents.create({
      ...charge,
      payment_method: await cardOf(),
      metadata: { topup: 'ltx_1' },
    });
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 2000, metadata: { topup: 'ltx_1' } });
    expect((await world.stripe.refunds.create({ payment_intent: intent.id, amount: 500 })).status).toBe('succeeded');
    expect((await world.stripe.refunds.create({ payment_intent: intent.id })).amount).toBe(1500);
    await expect(world.stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
      code: 'charge_already_refunded',
    });
    await world.fake.setCard(customer.id, 'insufficient_funds');
    const error: unknown = await world.stripe.paymentIntents
      .create({ ...charge, payment_method: await cardOf() })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({
      decline_code: 'insufficient_funds',
      payment_intent: { status: 'requires_payment_method' },
    });
  });
});
