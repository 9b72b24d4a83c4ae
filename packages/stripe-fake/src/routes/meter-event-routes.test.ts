import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstItem, makePlan, openWorld, type Plan, report, type World } from '../test-world.ts';

/** 14:58 UTC */
const now = Date.UTC(2026, 10, 10, 14, 58) / 1000;
const hour = Date.UTC(2026, 10, 10, 14) / 1000;
let world: World;
let plan: Plan;

beforeAll(async () => {
  world = await openWorld({ now: () => now * 1000 });
  plan = await makePlan(world.stripe);
});
afterAll(() => world.close());

const newCustomer = async () => (await world.stripe.customers.create({})).id;
const sum = async (meter: Stripe.Billing.Meter, customer: string) => {
  const range = { customer, start_time: hour - 86_400 * 40, end_time: hour + 3600 };
  return firstItem((await world.stripe.billing.meters.listEventSummaries(meter.id, range)).data).aggregated_value;
};

describe('a meter event', () => {
  it('is refused twice under one identifier, for good', async () => {
    const customer = await newCustomer();
    const event = { plan, customer, value: 5, timestamp: hour, identifier: 'training:org-1:14:r1' };
    expect(await report(world, event)).toMatchObject({ object: 'billing.meter_event', identifier: event.identifier });
    const error: unknown = await report(world, event).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      message: `An event already exists with identifier ${event.identifier}.`,
      headers: { 'stripe-should-retry': 'false' },
    });
    expect(await sum(plan.meter, customer)).toBe(5);
  });

  it.each([
    ['35 days and a second ago', { timestamp: now - 35 * 86_400 - 1 }, 'timestamp_too_far_in_past'],
    ['5 minutes and a second ahead', { timestamp: now + 301 }, 'timestamp_in_future'],
    ['16 digits', { value: '1000000000000000' }, 'meter_event_value_too_many_digits'],
    ['a fraction', { value: '1.5' }, 'meter_event_invalid_value'],
    ['an unknown customer', { customer: 'cus_nobody' }, 'meter_event_customer_not_found'],
    ['an unknown name', { name: 'nothing' }, 'no_meter'],
  ])(
    'is refused with %s',
    async (_what, wrong: { timestamp?: number; value?: string; customer?: string; name?: string }, code) => {
      const event = world.stripe.billing.meterEvents.create({
        event_name: wrong.name ?? plan.meter.event_name,
        payload: { stripe_customer_id: wrong.customer ?? (await newCustomer()), value: wrong.value ?? '1' },
        timestamp: wrong.timestamp ?? now,
      });
      await expect(event).rejects.toMatchObject({ statusCode: 400, code });
    },
  );

  it.each([[now - 35 * 86_400], [now + 300]])('is taken at the edge of the times (%s)', async (timestamp) => {
    await expect(
      report(world, { plan, customer: await newCustomer(), value: 999_999_999_999_999, timestamp }),
    ).resolves.toBeDefined();
  });

  it('replaces what was received before for its hour, whatever its time in the hour', async () => {
    const customer = await newCustomer();
    await report(world, { plan, customer, value: 100, timestamp: hour + 1800, identifier: 'r1' });
    await report(world, { plan, customer, value: 70, timestamp: hour, identifier: 'r2' });
    await report(world, { plan, customer, value: 9, timestamp: hour - 1, identifier: 'earlier-hour' });
    expect(await sum(plan.meter, customer)).toBe(79);
  });

  it('of a meter without a window is added', async () => {
    const meter = await world.stripe.billing.meters.create({
      display_name: 'Raw',
      event_name: 'raw',
      default_aggregation: { formula: 'sum' },
    });
    const customer = await newCustomer();
    for (const value of ['1', '2', '-5'])
      await world.stripe.billing.meterEvents.create({
        event_name: 'raw',
        payload: { stripe_customer_id: customer, value },
      });
    expect(await sum(meter, customer)).toBe(-2);
  });

  it('can be cancelled', async () => {
    const customer = await newCustomer();
    await report(world, { plan, customer, value: 8, timestamp: hour, identifier: 'wrong' });
    const adjustment = await world.stripe.billing.meterEventAdjustments.create({
      event_name: plan.meter.event_name,
      type: 'cancel',
      cancel: { identifier: 'wrong' },
    });
    expect(adjustment.status).toBe('complete');
    expect(await sum(plan.meter, customer)).toBe(0);
  });
});

describe('summaries', () => {
  it('are given by the hour, aligned or not at all', async () => {
    const customer = await newCustomer();
    await report(world, { plan, customer, value: 5, timestamp: hour - 3600 * 2 });
    await report(world, { plan, customer, value: 6, timestamp: hour + 60 });
    const query = {
      customer,
      start_time: hour - 86_400,
      end_time: hour + 3600,
      value_grouping_window: 'hour',
    } as const;
    const { data } = await world.stripe.billing.meters.listEventSummaries(plan.meter.id, query);
    expect(data.map(({ start_time, end_time, aggregated_value }) => [start_time, end_time, aggregated_value])).toEqual([
      [hour, hour + 3600, 6],
      [hour - 7200, hour - 3600, 5],
    ]);
    await expect(
      world.stripe.billing.meters.listEventSummaries(plan.meter.id, { ...query, start_time: hour - 86_399 }),
    ).rejects.toThrow('aligned');
  });
});

describe('meters', () => {
  it('have one active owner of an event name', async () => {
    const create = () =>
      world.stripe.billing.meters.create({
        display_name: 'Again',
        event_name: 'again',
        default_aggregation: { formula: 'count' },
      });
    const first = await create();
    await expect(create()).rejects.toThrow('already exists');
    expect((await world.stripe.billing.meters.deactivate(first.id)).status).toBe('inactive');
    expect((await create()).status).toBe('active');
  });
});
