import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstItem, makePlan, openWorld, subscribe, type World } from '../test-world.ts';

/** The declarations of the pinned client: what it says an object has, every answer must have. */
const resources = path.join(path.dirname(createRequire(import.meta.url).resolve('stripe')), '../esm/resources');

/** The keys of an exported interface that are not optional. */
function requiredKeys(file: string, name: string): string[] {
  const text = readFileSync(path.join(resources, `${file}.d.ts`), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  const body = new RegExp(`^export interface ${name} \\{$([\\s\\S]*?)^\\}$`, 'm').exec(text)?.[1] ?? '';
  return [...body.matchAll(/^ {4}(\w+): /gm)].map((match) => match[1] ?? '');
}

let world: World;
const objects: Record<string, object> = {};

beforeAll(async () => {
  world = await openWorld();
  const { stripe } = world;
  const plan = await makePlan(stripe);
  const { customer, subscription, session } = await subscribe(world, plan);
  const invoice = await stripe.invoices.retrieve(String(subscription.latest_invoice));
  const intent = firstItem((await stripe.paymentIntents.list({ customer: customer.id })).data);
  const lines = await stripe.checkout.sessions.listLineItems(session.id);
  objects.Customers = customer;
  objects.Products = firstItem((await stripe.products.list()).data);
  objects.Prices = plan.usage;
  objects['Billing/Meters'] = plan.meter;
  objects.Subscriptions = subscription;
  objects.SubscriptionItems = firstItem(subscription.items.data);
  objects.Plans = firstItem(subscription.items.data).plan;
  objects.Invoices = invoice;
  objects.InvoiceLineItems = firstItem(invoice.lines.data);
  objects['Checkout/Sessions'] = session;
  objects.LineItems = firstItem(lines.data);
  objects.PaymentIntents = intent;
  objects.PaymentMethods = firstItem((await stripe.customers.listPaymentMethods(customer.id)).data);
  objects.Refunds = await stripe.refunds.create({ payment_intent: intent.id, amount: 100 });
  objects['BillingPortal/Sessions'] = await stripe.billingPortal.sessions.create({ customer: customer.id });
  objects.Events = firstItem((await stripe.events.list()).data);
});
afterAll(() => world.close());

describe('every answer', () => {
  it.each([
    ['Customers', 'Customer', 8],
    ['Products', 'Product', 14],
    ['Prices', 'Price', 17],
    ['Billing/Meters', 'Meter', 13],
    ['Subscriptions', 'Subscription', 46],
    ['SubscriptionItems', 'SubscriptionItem', 13],
    ['Plans', 'Plan', 17],
    ['Invoices', 'Invoice', 69],
    ['InvoiceLineItems', 'InvoiceLineItem', 19],
    ['Checkout/Sessions', 'Session', 55],
    ['LineItems', 'LineItem', 12],
    ['PaymentIntents', 'PaymentIntent', 40],
    ['PaymentMethods', 'PaymentMethod', 8],
    ['Refunds', 'Refund', 16],
    ['BillingPortal/Sessions', 'Session', 11],
    ['Events', 'EventBase', 8],
  ])('%s has all that %s must have', (file, name, atLeast) => {
    const required = requiredKeys(file, name);
    expect(required.length).toBeGreaterThanOrEqual(atLeast);
    const object = objects[file] ?? {};
    expect(required.filter((key) => !(key in object))).toEqual([]);
  });
});
