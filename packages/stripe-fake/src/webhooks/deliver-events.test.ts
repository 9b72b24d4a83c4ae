import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makePlan, openWorld, subscribe, type World } from '../test-world.ts';
import { signPayload } from './sign-payload.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const create = (name: string) => world.stripe.customers.create({ name });
const named = () => world.hooks.events.map(({ data }) => ('name' in data.object ? data.object.name : null));

async function updates(count: number): Promise<string[]> {
  const customer = await create('0');
  const names = Array.from({ length: count }, (_, index) => String(index + 1));
  for (const name of names) await world.stripe.customers.update(customer.id, { name });
  return ['0', ...names];
}

describe('webhooks', () => {
  it('are signed as the client verifies them, and tell of a subscription in order', async () => {
    const { customer } = await subscribe(world, await makePlan(world.stripe));
    expect(await world.fake.settle()).toBe(true);
    expect(world.hooks.refused).toEqual([]);
    const own = world.hooks.events.filter(({ data }) => JSON.stringify(data).includes(customer.id));
    expect(own.map(({ type }) => type)).toEqual([
      'customer.created',
      'payment_method.attached',
      'customer.updated',
      'customer.subscription.created',
      'invoice.created',
      'invoice.finalized',
      'payment_intent.succeeded',
      'invoice.paid',
      'invoice.payment_succeeded',
      'checkout.session.completed',
    ]);
    expect(own[0]).toMatchObject({
      object: 'event',
      api_version: Stripe.API_VERSION,
      request: { id: expect.stringMatching(/^req_/) },
    });
  });

  it('have the signature that the client makes for itself', () => {
    const payload = '{"id":"evt_1"}';
    const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: 'whsec_a', timestamp: 1_700_000_000 });
    expect(signPayload(payload, 'whsec_a', 1_700_000_000)).toBe(header);
  });

  it('come again until they are acknowledged, in order', async () => {
    world.hooks.answers.push(500, 500);
    const names = await updates(3);
    const failed = await world.stripe.events.list({ delivery_success: false });
    expect(failed.data.length).toBeGreaterThan(0);
    expect(await world.fake.settle(10_000)).toBe(true);
    expect(named()).toEqual(names);
    expect((await world.stripe.events.list({ delivery_success: false })).data).toEqual([]);
    expect((await world.stripe.events.list({ delivery_success: true })).data).toHaveLength(4);
  });

  it('of one customer do not wait for those of another', async () => {
    world.hooks.answers.push(500);
    await create('held up');
    await expect.poll(() => world.hooks.answers.length).toBe(0);
    await create('free');
    await expect.poll(named).toContain('free');
    await world.fake.settle();
    expect(named()).toEqual(['free', 'held up']);
  });

  it('can be shuffled, the same way for the same seed', async () => {
    world.fake.setWebhooks({ mode: 'shuffled', seed: 7 });
    const names = await updates(7);
    expect(await world.fake.settle(10_000)).toBe(true);
    expect(named().toSorted()).toEqual(names);
    expect(named()).not.toEqual(names);
  });

  it('can be doubled for a while', async () => {
    world.fake.setWebhooks({ mode: 'duplicated', count: 1 });
    await create('twice');
    await create('once');
    await world.fake.settle();
    expect(named().toSorted()).toEqual(['once', 'twice', 'twice']);
    expect(new Set(world.hooks.events.map(({ id }) => id)).size).toBe(2);
  });

  it('can be dropped, and are found in the list of events', async () => {
    world.fake.setWebhooks({ mode: 'dropped', count: 1 });
    await create('lost');
    await world.fake.settle();
    expect(world.hooks.events).toEqual([]);
    const { data } = await world.stripe.events.list({ delivery_success: false });
    expect(data.map(({ type }) => type)).toEqual(['customer.created']);
  });

  it.each(['bad_signature', 'old_timestamp'] as const)(
    'with %s are refused, and come right afterwards',
    async (mode) => {
      world.fake.setWebhooks({ mode, count: 1 });
      await create('doubtful');
      expect(await world.fake.settle(10_000)).toBe(true);
      expect(world.hooks.refused).toHaveLength(1);
      expect(named()).toEqual(['doubtful']);
    },
  );

  it('can be late', async () => {
    world.fake.setWebhooks({ mode: 'delayed', delayMs: 400, count: 1 });
    await create('late');
    expect(await world.fake.settle(100)).toBe(false);
    expect(await world.fake.settle(5000)).toBe(true);
  });
});
