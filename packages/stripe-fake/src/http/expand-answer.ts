import type { Fake } from '../fake.ts';
import { renderCustomer } from '../render/render-customer.ts';
import { renderInvoice } from '../render/render-invoice.ts';
import { renderMeter } from '../render/render-meter.ts';
import { renderPaymentIntent } from '../render/render-payment-intent.ts';
import { renderPaymentMethod } from '../render/render-payment-method.ts';
import { renderPrice } from '../render/render-price.ts';
import { renderProduct } from '../render/render-product.ts';
import { renderLineItems } from '../render/render-session.ts';
import { renderSubscription } from '../render/render-subscription.ts';
import { invalidRequest } from './api-error.ts';

const depthMax = 4;

type Node = Record<string, unknown>;

/** A copy of the answer with the ids at `paths` (`data.customer`, `latest_invoice.payments`) replaced by their objects. */
export function expandAnswer(fake: Fake, answer: object, paths: string[]): object {
  const copy = JSON.parse(JSON.stringify(answer)) as Node;
  for (const path of paths) {
    const segments = path.split('.');
    if (segments.length > depthMax + 1 && segments[0] !== 'data')
      throw invalidRequest(`You cannot expand more than ${depthMax} levels: ${path}`, undefined, 'expand');
    expandAt(fake, copy, { segments, path });
  }
  return copy;
}

function expandAt(fake: Fake, node: unknown, { segments, path }: { segments: string[]; path: string }): void {
  const [key, ...rest] = segments;
  if (key === undefined || node === null) return;
  if (Array.isArray(node)) {
    for (const entry of node) expandAt(fake, entry, { segments, path });
    return;
  }
  const record = node as Node;
  const value = record[key] ?? includable(fake, record, key);
  if (value === undefined) throw cannotExpand(path);
  if (typeof value === 'string') {
    const object = objectOf(fake, value);
    if (object === null) throw cannotExpand(path);
    record[key] = JSON.parse(JSON.stringify(object));
  } else if (record[key] === undefined) record[key] = JSON.parse(JSON.stringify(value));
  else if (rest.length === 0 && value !== null && !isExpanded(value)) throw cannotExpand(path);
  expandAt(fake, record[key], { segments: rest, path });
}

/** What Stripe leaves out unless it is asked for. */
function includable(fake: Fake, record: Node, key: string): unknown {
  if (key in record) return record[key];
  if (record.object === 'checkout.session' && key === 'line_items') {
    const session = fake.state.sessions[String(record.id)];
    if (session === undefined) return undefined;
    return {
      object: 'list',
      data: renderLineItems(fake, session),
      has_more: false,
      url: `/v1/checkout/sessions/${session.id}/line_items`,
    };
  }
  if (record.object === 'customer' && key === 'subscriptions') {
    const own = Object.values(fake.state.subscriptions).filter(
      ({ customer, status }) => customer === record.id && status !== 'canceled',
    );
    return {
      object: 'list',
      data: own.map((subscription) => renderSubscription(fake, subscription)),
      has_more: false,
      url: `/v1/customers/${String(record.id)}/subscriptions`,
    };
  }
  return undefined;
}

function objectOf(fake: Fake, id: string): object | null {
  const { state } = fake;
  switch (id.slice(0, id.indexOf('_'))) {
    case 'cus':
      return state.customers[id] === undefined ? null : renderCustomer(fake, state.customers[id]);
    case 'prod':
      return state.products[id] === undefined ? null : renderProduct(state.products[id]);
    case 'price':
      return state.prices[id] === undefined ? null : renderPrice(state.prices[id]);
    case 'mtr':
      return state.meters[id] === undefined ? null : renderMeter(state.meters[id]);
    case 'sub':
      return state.subscriptions[id] === undefined ? null : renderSubscription(fake, state.subscriptions[id]);
    case 'in':
      return state.invoices[id] === undefined ? null : renderInvoice(fake, state.invoices[id]);
    case 'pi':
      return state.paymentIntents[id] === undefined ? null : renderPaymentIntent(state.paymentIntents[id]);
    case 'pm':
      return paymentMethodOf(fake, id);
    default:
      return null;
  }
}

function paymentMethodOf(fake: Fake, id: string): object | null {
  const owner = Object.values(fake.state.customers).find(({ card }) => card?.id === id);
  return owner?.card == null ? null : renderPaymentMethod(owner.card, owner.id);
}

/** Already an object of its own (expanded by an earlier path, or always given whole). */
function isExpanded(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'object' in value;
}

function cannotExpand(path: string) {
  return invalidRequest(`This property cannot be expanded (${path}).`, undefined, 'expand');
}
