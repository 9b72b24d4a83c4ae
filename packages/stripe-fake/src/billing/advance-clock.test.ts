import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstItem, makePlan, openWorld, type Plan, report, subscribe, type World } from '../test-world.ts';

let world: World;
let plan: Plan;
let nowMs: number;

beforeEach(async () => {
  nowMs = Date.UTC(2026, 10, 10, 14, 58);
  world = await openWorld({ now: () => nowMs });
  plan = await makePlan(world.stripe);
});
afterEach(() => world.close());

const statuses = async (customer: string) =>
  (await world.stripe.invoices.list({ customer })).data.map(({ status }) => status);
/** The simulation looks at the time once a second. */
const patience = { timeout: 10_000, interval: 50 };

describe('the passing of real time', () => {
  it('ends the period, and finalises the draft an hour later', async () => {
    const { customer, subscription } = await subscribe(world, plan);
    const end = firstItem(subscription.items.data).current_period_end;
    nowMs = end * 1000;
    await expect.poll(() => statuses(customer.id), patience).toEqual(['draft', 'paid']);
    nowMs += 3_599_000;
    await world.fake.settle();
    nowMs += 1000;
    await expect.poll(() => statuses(customer.id), patience).toEqual(['paid', 'paid']);
  });

  it('waits for the answer to `invoice.created`, but no longer than 72 hours', async () => {
    const { customer, subscription } = await subscribe(world, plan);
    await world.fake.settle();
    const end = firstItem(subscription.items.data).current_period_end;
    world.hooks.answers.push(...Array<number>(1000).fill(500));
    nowMs = end * 1000;
    await expect.poll(() => statuses(customer.id), patience).toEqual(['draft', 'paid']);
    const seen = world.hooks.answers.length;
    nowMs += 71 * 3_600_000;
    // Two more looks at the time, seen by the webhook that is tried again meanwhile.
    await expect.poll(() => seen - world.hooks.answers.length, patience).toBeGreaterThanOrEqual(3);
    expect(await statuses(customer.id)).toEqual(['draft', 'paid']);
    nowMs += 3_600_000;
    await expect.poll(() => statuses(customer.id), patience).toEqual(['paid', 'paid']);
  });

  it('expires sessions', async () => {
    const session = await world.stripe.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price: plan.base.id, quantity: 1 }],
      success_url: 'http://shop.test',
      expires_at: nowMs / 1000 + 1800,
    });
    nowMs += 1_800_000;
    const read = async () => (await world.stripe.checkout.sessions.retrieve(session.id)).status;
    await expect.poll(read, patience).toBe('expired');
    await world.fake.settle();
    expect(world.hooks.types()).toContain('checkout.session.expired');
  });
});

describe('an advance', () => {
  it('says when its webhooks were not acknowledged in time', async () => {
    const { customer } = await subscribe(world, plan);
    await world.fake.settle();
    world.hooks.answers.push(...Array<number>(20).fill(500));
    expect(await world.fake.advance(customer.id, { to: 'next_invoice', settleMs: 50 })).toMatchObject({
      settled: false,
    });
  });

  it('lets usage be stamped by the clock of its customer', async () => {
    const { customer } = await subscribe(world, plan);
    const { now } = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    await report(world, { plan, customer: customer.id, value: 6_000_000, timestamp: now });
    await expect(report(world, { plan, customer: customer.id, value: 1, timestamp: now + 301 })).rejects.toMatchObject({
      code: 'timestamp_in_future',
    });
    const { invoices } = await world.fake.advance(customer.id, { to: 'next_invoice_final' });
    expect((await world.stripe.invoices.retrieve(firstItem(invoices))).total).toBe(2900 + 600);
  });

  it('is one at a time', async () => {
    const { customer } = await subscribe(world, plan);
    const first = world.fake.advance(customer.id, { to: 'next_invoice' });
    await expect(world.fake.advance(customer.id, { to: 'next_invoice' })).rejects.toThrow('already advancing');
    await expect(first).resolves.toMatchObject({ settled: true });
  });

  it('is ordered over HTTP as well', async () => {
    const { customer } = await subscribe(world, plan);
    const order = (body: string) =>
      fetch(`${world.fake.url}/_fake/customers/${customer.id}/advance`, {
        method: 'POST',
        body,
        headers: { authorization: `Bearer ${world.fake.apiKey}` },
      });
    const refused = await order('{"to":"tomorrow"}');
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: { param: 'to' } }]);
    const done = await order('{"to":"next_invoice_final"}');
    expect(await done.json()).toMatchObject({ settled: true, invoices: [expect.stringMatching(/^in_/)] });
    expect(await statuses(customer.id)).toEqual(['paid', 'paid']);
  });
});
