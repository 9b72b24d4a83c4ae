import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makePlan, openWorld, type Plan, subscribe, type World } from '../test-world.ts';

let world: World;
let plan: Plan;

beforeAll(async () => {
  world = await openWorld();
  plan = await makePlan(world.stripe);
});
afterAll(() => world.close());

const card = { card_number: '4242 4242 4242 4242', expiry: '12 / 34', cvc: '123' };

/** What a browser does with the form: a POST whose redirect it would follow. */
async function submit(url: string | null, fields: Record<string, string>) {
  const answer = await fetch(url ?? '', { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  return { status: answer.status, location: answer.headers.get('location'), text: await answer.text() };
}

const openTopUp = async (customer?: string) =>
  world.stripe.checkout.sessions.create({
    mode: 'payment',
    line_items: [
      {
        price_data: {
          currency: 'usd',
          unit_amount: 2000,
          product_data: { name: 'Credit <b>"20"</b>', description: 'Prepaid' },
        },
        quantity: 1,
      },
    ],
    success_url: 'http://shop.test/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://shop.test/left',
    payment_intent_data: { metadata: { attempt: 'co_1' } },
    ...(customer === undefined ? {} : { customer }),
  });

describe('the payment page', () => {
  it('says that it is simulated, escapes what it shows, labels its fields and runs no script', async () => {
    const session = await openTopUp();
    const answer = await fetch(session.url ?? '');
    const text = await answer.text();
    expect(text).toContain('Simulated payments: no money moves');
    expect(text).toContain('Credit &lt;b&gt;&quot;20&quot;&lt;/b&gt;');
    expect(text).toContain('$20.00');
    const inputs = [...text.matchAll(/<input id="(\w+)"/g)].map((match) => match[1]);
    expect(inputs).toEqual(['email', 'card_number', 'expiry', 'cvc', 'name']);
    for (const id of inputs) expect(text).toContain(`<label for="${id}">`);
    // Enter presses the first button of a form.
    expect(/<button[^>]*value="(\w+)"/.exec(text)?.[1]).toBe('pay');
    expect(text).toContain('<html lang="en">');
    expect(text).not.toContain('<script');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('takes a payment once and goes back to the shop', async () => {
    const session = await openTopUp();
    const paid = await submit(session.url, { action: 'pay', email: 'eve@example.com', ...card });
    expect(paid).toMatchObject({ status: 303, location: `http://shop.test/done?session=${session.id}` });
    const complete = await world.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent', 'line_items'],
    });
    expect(complete).toMatchObject({
      status: 'complete',
      payment_status: 'paid',
      amount_total: 2000,
      customer_details: { email: 'eve@example.com' },
      payment_intent: { status: 'succeeded', amount: 2000, metadata: { attempt: 'co_1' } },
      line_items: { data: [{ description: 'Credit <b>"20"</b>', amount_total: 2000 }] },
    });
    const again = await submit(session.url, { action: 'pay', email: 'eve@example.com', ...card });
    expect(again.text).toContain('This payment is complete');
    const intents = await world.stripe.paymentIntents.list({ limit: 100 });
    expect(intents.data.filter(({ metadata }) => metadata.attempt === 'co_1')).toHaveLength(1);
  });

  it.each([
    ['4000000000000002', 'Your card was declined.', 402],
    ['4000000000009995', 'Your card has insufficient funds.', 402],
    ['4000000000000069', 'Your card has expired.', 402],
    ['4111111111111111', 'not one of the test cards', 400],
  ])('keeps the session open when %s is refused', async (number, message, status) => {
    const session = await openTopUp();
    const refused = await submit(session.url, { action: 'pay', email: 'e@example.com', ...card, card_number: number });
    expect(refused.status).toBe(status);
    expect(refused.text).toContain(message);
    expect(refused.text).toContain('role="alert"');
    expect(await world.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
    });
    expect((await submit(session.url, { action: 'pay', email: 'e@example.com', ...card })).status).toBe(303);
  });

  it.each([
    ['13 / 30', '123', 'not a month and a year'],
    ['01 / 20', '123', 'lies in the past'],
    ['12 / 34', '12', 'three or four digits'],
  ])('says what is wrong with %s and %s', async (expiry, cvc, message) => {
    const session = await openTopUp();
    const refused = await submit(session.url, { action: 'pay', ...card, expiry, cvc });
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(message)]);
  });

  it('asks the holder of a card that wants it, and takes both answers', async () => {
    const session = await openTopUp();
    const pay = { action: 'pay', email: 'e@example.com', ...card, card_number: '4000002500003155' };
    expect((await submit(session.url, pay)).text).toContain('asks you to confirm $20.00');
    const refused = await submit(session.url, { action: 'refuse' });
    expect([refused.status, refused.text]).toEqual([402, expect.stringContaining('unable to authenticate')]);
    expect((await submit(session.url, { action: 'confirm' })).text).toContain('not waiting for a confirmation');
    await submit(session.url, pay);
    expect((await submit(session.url, { action: 'confirm' })).location).toContain('/done');
  });

  it('can be left, and expires', async () => {
    const session = await openTopUp();
    expect(await submit(session.url, { action: 'cancel' })).toMatchObject({
      status: 303,
      location: 'http://shop.test/left',
    });
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    expect((await world.stripe.checkout.sessions.expire(session.id)).status).toBe('expired');
    const late = await submit(session.url, { action: 'pay', ...card });
    expect([late.status, late.text]).toEqual([410, expect.stringContaining('has expired')]);
    await expect(world.stripe.checkout.sessions.expire(session.id)).rejects.toThrow('can be expired');
    expect((await fetch(`${world.fake.url}/pay/cs_test_no`)).status).toBe(404);
  });
});

describe('sessions', () => {
  it.each([
    [{ line_items: [] }, 'line_items'],
    [{ expires_at: Math.floor(Date.now() / 1000) + 60 }, 'expires_at'],
    [{ success_url: 'javascript:alert(1)' }, 'success_url'],
    [{ mode: 'setup' as const }, 'mode'],
  ])('refuse %o', async (wrong, param) => {
    const create = world.stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: plan.base.id, quantity: 1 }],
      success_url: 'http://shop.test/done',
      ...wrong,
    });
    await expect(create).rejects.toMatchObject({ statusCode: 400, param });
  });

  it('refuse a quantity on a metered price, and none on a licensed one', async () => {
    const create = (item: { price: string; quantity?: number }) =>
      world.stripe.checkout.sessions.create({
        mode: 'subscription',
        line_items: [item],
        success_url: 'http://shop.test',
      });
    await expect(create({ price: plan.usage.id, quantity: 1 })).rejects.toThrow('metered');
    await expect(create({ price: plan.base.id })).rejects.toThrow('Quantity is required');
  });
});

describe('the portal', () => {
  it('cancels, keeps, changes the card and shows the invoices', async () => {
    const { customer, subscription } = await subscribe(world, plan);
    const { url } = await world.stripe.billingPortal.sessions.create({
      customer: customer.id,
      return_url: 'http://shop.test/billing',
    });
    const page = await (await fetch(url)).text();
    expect(page).toContain('renews on');
    expect(page).toContain('http://shop.test/billing');
    const read = () => world.stripe.subscriptions.retrieve(subscription.id);
    expect((await submit(url, { action: 'cancel', subscription: subscription.id })).location).toContain(
      'done=cancelled',
    );
    expect((await read()).cancel_at_period_end).toBe(true);
    await submit(url, { action: 'keep', subscription: subscription.id });
    expect((await read()).cancel_at_period_end).toBe(false);
    await submit(url, { action: 'card', card_number: '4000000000000002' });
    const methods = await world.stripe.customers.listPaymentMethods(customer.id);
    expect(methods.data.map(({ card: saved }) => saved?.last4)).toEqual(['0002']);
    const stranger = await subscribe(world, plan);
    await submit(url, { action: 'cancel', subscription: stranger.subscription.id });
    expect((await world.stripe.subscriptions.retrieve(stranger.subscription.id)).cancel_at_period_end).toBe(false);
  });

  it('lets an open invoice be paid on its page', async () => {
    const { customer } = await subscribe(world, plan);
    await world.fake.setCard(customer.id, 'declined');
    const { invoices } = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    const invoice = await world.stripe.invoices.retrieve(invoices[0] ?? '');
    const url = invoice.hosted_invoice_url ?? '';
    expect(await (await fetch(url)).text()).toContain('1 × Pro (at $29.00 / month)');
    expect(await submit(url, { action: 'pay' })).toMatchObject({
      status: 402,
      text: expect.stringContaining('Your card was declined'),
    });
    await world.fake.setCard(customer.id, 'ok');
    expect((await submit(url, { action: 'pay' })).text).toContain('The invoice is paid.');
    expect((await fetch(`${world.fake.url}/invoices/${invoice.id}/wrong`)).status).toBe(404);
  });
});
