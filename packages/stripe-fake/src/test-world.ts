import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { type StripeFake, type StripeFakeOptions, startStripeFake } from './start-stripe-fake.ts';

/** A simulated Stripe, the real client on it, and a receiver of its webhooks: for the tests of this package. */
export interface World {
  fake: StripeFake;
  stripe: Stripe;
  hooks: Hooks;
  close(): Promise<void>;
}

export interface Hooks {
  url: string;
  /** Verified events in the order of their receipt. */
  events: Stripe.Event[];
  /** Bodies that did not verify, with the reason. */
  refused: string[];
  /** Answers for the next requests, e.g. [500, 500]; then 200 again. */
  answers: number[];
  types(): string[];
}

export async function openWorld(options: StripeFakeOptions = {}): Promise<World> {
  const secret = options.webhookSecret ?? 'whsec_world';
  const receiver = await openReceiver(secret);
  const fake = await startStripeFake({ webhookSecret: secret, webhookUrl: receiver.hooks.url, ...options });
  return {
    fake,
    stripe: clientOf(fake),
    hooks: receiver.hooks,
    close: async () => {
      await fake.close();
      await receiver.close();
    },
  };
}

export function clientOf(fake: StripeFake, config: Partial<Stripe.StripeConfig> = {}): Stripe {
  return new Stripe(fake.apiKey, {
    host: '127.0.0.1',
    port: fake.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    ...config,
  });
}

async function openReceiver(secret: string): Promise<{ hooks: Hooks; close(): Promise<void> }> {
  const stripe = new Stripe('sk_test_verify');
  const hooks: Hooks = {
    url: '',
    events: [],
    refused: [],
    answers: [],
    types: () => hooks.events.map(({ type }) => type),
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const status = hooks.answers.shift() ?? 200;
      const body = Buffer.concat(chunks);
      try {
        const event = stripe.webhooks.constructEvent(body, String(request.headers['stripe-signature']), secret);
        if (status === 200) hooks.events.push(event);
        response.writeHead(status).end();
      } catch (error) {
        hooks.refused.push(error instanceof Error ? error.message : String(error));
        response.writeHead(400).end();
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  hooks.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/stripe`;
  return {
    hooks,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface Plan {
  meter: Stripe.Billing.Meter;
  base: Stripe.Price;
  bigger: Stripe.Price;
  usage: Stripe.Price;
}

let planNumber = 0;

/** Pro for $29, Scale for $99, and usage in micro-dollars through an hourly meter. */
export async function makePlan(stripe: Stripe): Promise<Plan> {
  planNumber += 1;
  const meter = await stripe.billing.meters.create({
    display_name: 'Training',
    event_name: `training_usd_micros_${planNumber}`,
    default_aggregation: { formula: 'sum' },
    customer_mapping: { type: 'by_id', event_payload_key: 'stripe_customer_id' },
    value_settings: { event_payload_key: 'value' },
    event_time_window: 'hour',
  });
  const licensed = (name: string, cents: number) =>
    stripe.prices.create({
      currency: 'usd',
      product_data: { name },
      unit_amount: cents,
      recurring: { interval: 'month' },
    });
  return {
    meter,
    base: await licensed('Pro', 2900),
    bigger: await licensed('Scale', 9900),
    usage: await stripe.prices.create({
      currency: 'usd',
      product_data: { name: 'Training' },
      unit_amount_decimal: Stripe.Decimal.from('0.0001'),
      recurring: { interval: 'month', usage_type: 'metered', meter: meter.id },
    }),
  };
}

export interface Subscribed {
  customer: Stripe.Customer;
  subscription: Stripe.Subscription;
  session: Stripe.Checkout.Session;
}

/** A customer who has paid the checkout of base and usage. */
export async function subscribe(
  world: World,
  plan: Plan,
  data: Stripe.Checkout.SessionCreateParams.SubscriptionData = {},
): Promise<Subscribed> {
  const { stripe, fake } = world;
  const customer = await stripe.customers.create({ email: 'ada@example.com', name: 'Ada' });
  const open = await stripe.checkout.sessions.create({
    mode: 'subscription',
    customer: customer.id,
    line_items: [{ price: plan.base.id, quantity: 1 }, { price: plan.usage.id }],
    success_url: 'http://shop.test/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://shop.test/left',
    subscription_data: data,
  });
  const { paid, message } = await fake.pay(open.id);
  if (!paid) throw new Error(`The checkout was not paid: ${message}`);
  const session = await stripe.checkout.sessions.retrieve(open.id);
  const subscription = await stripe.subscriptions.retrieve(String(session.subscription));
  return { customer, subscription, session };
}

/** Reports usage, stamped at `timestamp`. */
export function report(
  world: World,
  options: { plan: Plan; customer: string; value: number; timestamp: number; identifier?: string },
): Promise<Stripe.Billing.MeterEvent> {
  const { plan, customer, value, timestamp, identifier } = options;
  return world.stripe.billing.meterEvents.create({
    event_name: plan.meter.event_name,
    payload: { stripe_customer_id: customer, value: String(value) },
    timestamp,
    ...(identifier === undefined ? {} : { identifier }),
  });
}

export function firstItem<T>(list: readonly T[]): T {
  const [item] = list;
  if (item === undefined) throw new Error('The list is empty.');
  return item;
}
