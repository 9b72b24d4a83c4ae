import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientOf, firstItem, openWorld, type World } from '../test-world.ts';

let world: World;
const logged: { event: string }[] = [];

beforeAll(async () => {
  world = await openWorld({ log: (line) => logged.push(line) });
});
afterAll(() => world.close());
beforeEach(() => world.fake.clearFaults());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${world.fake.url}${path}`, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${world.fake.apiKey}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
  });

describe('what is refused', () => {
  it('another key, and no key', async () => {
    const stranger = new Stripe('sk_test_other', { host: '127.0.0.1', port: world.fake.port, protocol: 'http' });
    await expect(stranger.customers.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    });
    const answer = await fetch(`${world.fake.url}/v1/customers`);
    expect([answer.status, await answer.json()]).toMatchObject([401, { error: { type: 'invalid_request_error' } }]);
  });

  it.each([
    ['name=a&colour=red', 'parameter_unknown', 'colour'],
    ['address[planet]=mars', 'parameter_unknown', 'address[planet]'],
    ['__proto__[x]=1', 'parameter_unknown', '__proto__'],
    ['balance=many', 'parameter_invalid_integer', 'balance'],
    ['name=', 'parameter_invalid_empty', 'name'],
    ['address=home', 'parameter_invalid_hash', 'address'],
    ['a]b=1', 'parameter_unknown', 'a]b'],
  ])('the parameters %s', async (body, code, param) => {
    const answer = await post('/v1/customers', body);
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code, param } }]);
  });

  it('what it cannot do, loudly and once', async () => {
    logged.length = 0;
    const stripe = clientOf(world.fake, { maxNetworkRetries: 2 });
    await expect(stripe.coupons.create({ percent_off: 10 })).rejects.toMatchObject({
      statusCode: 501,
      code: 'unsupported_by_simulation',
      message: 'The simulated Stripe does not support POST /v1/coupons.',
    });
    expect(logged.filter(({ event }) => event === 'unsupported')).toHaveLength(1);
    await expect(stripe.v2.core.events.list()).rejects.toMatchObject({ statusCode: 501 });
  });

  it('another version of the API, JSON, and bodies over 1 MiB', async () => {
    expect((await post('/v1/customers', 'name=a', { 'stripe-version': '2020-08-27' })).status).toBe(400);
    expect((await post('/v1/customers', '{}', { 'content-type': 'application/json' })).status).toBe(400);
    const large = await post('/v1/customers', `name=${'a'.repeat(1_100_000)}`);
    expect([large.status, await large.json()]).toMatchObject([413, { error: { type: 'api_error' } }]);
  });

  it('ids that do not exist', async () => {
    await expect(world.stripe.prices.retrieve('price_no')).rejects.toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      message: "No such price: 'price_no'",
    });
  });
});

describe('idempotency keys', () => {
  it('answer again what they answered, and refuse other parameters', async () => {
    const options = { idempotencyKey: 'cust:org-1' };
    const first = await world.stripe.customers.create({ name: 'Ada' }, options);
    const again = await world.stripe.customers.create({ name: 'Ada' }, options);
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    await expect(world.stripe.customers.create({ name: 'Bob' }, options)).rejects.toMatchObject({
      type: 'StripeIdempotencyError',
      statusCode: 400,
    });
    expect((await world.stripe.customers.list({ limit: 100 })).data.filter(({ name }) => name === 'Ada')).toHaveLength(
      1,
    );
  });

  it('keep a refusal that came from doing the work, and none that came from reading the parameters', async () => {
    const meterEvent = { event_name: 'nothing', payload: { stripe_customer_id: 'cus_1', value: '1' } };
    const options = { idempotencyKey: 'kept' };
    await expect(world.stripe.billing.meterEvents.create(meterEvent, options)).rejects.toThrow('No active meter');
    const kept = await post('/v1/billing/meter_events', 'event_name=other&payload[value]=1', {
      'idempotency-key': 'kept',
    });
    expect(await kept.json()).toMatchObject({ error: { type: 'idempotency_error' } });
    const bad = await post('/v1/customers', 'colour=red', { 'idempotency-key': 'not-kept' });
    const good = await post('/v1/customers', 'name=Eve', { 'idempotency-key': 'not-kept' });
    expect([bad.status, good.status]).toEqual([400, 200]);
  });

  it('make one of two simultaneous requests wait its turn or take the kept answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post('/v1/customers', 'name=Twin', { 'idempotency-key': 'twins' })),
    );
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const all = await world.stripe.customers.list({ limit: 100 });
    expect(all.data.filter(({ name }) => name === 'Twin')).toHaveLength(1);
  });
});

describe('faults', () => {
  it('before the work: nothing happened; the retry does it', async () => {
    world.fake.addFault({ kind: 'server_error', when: 'before', path: '/v1/customers' });
    const customer = await clientOf(world.fake, { maxNetworkRetries: 2 }).customers.create({ name: 'Retried' });
    expect(customer.name).toBe('Retried');
  });

  it.each(['timeout', 'reset', 'server_error'] as const)('%s after the work: the retry finds it done', async (kind) => {
    world.fake.addFault({ kind, when: 'after', method: 'post', path: '/v1/customers' });
    const name = `Once ${kind}`;
    // A machine that stands still for 300 ms takes retries too.
    const stripe = clientOf(world.fake, { maxNetworkRetries: 6, timeout: 300 });
    const customer = await stripe.customers.create({ name });
    const all = await world.stripe.customers.list({ limit: 100 });
    expect(all.data.filter((entry) => entry.name === name).map(({ id }) => id)).toEqual([customer.id]);
  });

  it('of the rate and of a proxy are what the client knows', async () => {
    world.fake.addFault({ kind: 'rate_limit', when: 'before' });
    await expect(world.stripe.customers.list()).rejects.toMatchObject({
      type: 'StripeRateLimitError',
      statusCode: 429,
    });
    world.fake.addFault({ kind: 'bad_gateway', when: 'before' });
    await expect(world.stripe.customers.list()).rejects.toMatchObject({ type: 'StripeAPIError' });
    await expect(world.stripe.customers.list()).resolves.toBeDefined();
  });

  it('are ordered by the control API, with the same key', async () => {
    const order = (key: string) =>
      fetch(`${world.fake.url}/_fake/faults`, {
        method: 'POST',
        body: JSON.stringify({ kind: 'rate_limit', when: 'before' }),
        headers: { authorization: `Bearer ${key}` },
      });
    expect((await order('sk_test_other')).status).toBe(401);
    expect((await order(world.fake.apiKey)).status).toBe(200);
    await expect(world.stripe.products.list()).rejects.toMatchObject({ statusCode: 429 });
  });
});

describe('lists and expansion', () => {
  it('page newest first, forward and back', async () => {
    await world.fake.reset();
    for (const name of ['a', 'b', 'c', 'd', 'e']) await world.stripe.products.create({ name });
    const names: string[] = [];
    for await (const product of world.stripe.products.list({ limit: 2 })) names.push(product.name);
    expect(names).toEqual(['e', 'd', 'c', 'b', 'a']);
    const page = await world.stripe.products.list({ limit: 2 });
    expect(page.has_more).toBe(true);
    const older = await world.stripe.products.list({ limit: 2, starting_after: page.data[1]?.id ?? '' });
    const newer = await world.stripe.products.list({ limit: 2, ending_before: older.data[0]?.id ?? '' });
    expect(newer.data).toEqual(page.data);
    await expect(world.stripe.products.list({ limit: 101 })).rejects.toThrow('less than or equal to 100');
  });

  it('put objects in place of ids, and refuse what is no id', async () => {
    const product = await world.stripe.products.create({ name: 'Pro', metadata: { owner: 'prod_x' } });
    await world.stripe.prices.create({ currency: 'usd', unit_amount: 100, product: product.id, lookup_key: 'pro' });
    const { data } = await world.stripe.prices.list({ lookup_keys: ['pro'], expand: ['data.product'] });
    expect(firstItem(data).product).toMatchObject({ object: 'product', name: 'Pro' });
    await expect(world.stripe.prices.list({ expand: ['data.currency'] })).rejects.toThrow('cannot be expanded');
    await expect(world.stripe.products.retrieve(product.id, { expand: ['metadata.nothing'] })).rejects.toThrow(
      'cannot be expanded',
    );
  });
});
