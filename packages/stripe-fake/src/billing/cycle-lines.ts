import Stripe from 'stripe';
import type { Fake } from '../fake.ts';
import { newId } from '../new-id.ts';
import type {
  InvoiceRecord,
  LineRecord,
  PriceRecord,
  SubscriptionItemRecord,
  SubscriptionRecord,
} from '../state/records.ts';
import { readUsage } from './meter-usage.ts';
import { lineAmount } from './round-half-even.ts';

export interface Period {
  start: number;
  end: number;
}

/** A line for each metered item: what was used in the period. */
export function meteredLines(fake: Fake, subscription: SubscriptionRecord, period: Period): LineRecord[] {
  return subscription.items.flatMap((item) => {
    const price = fake.price(item.price);
    if (price.recurring?.usageType !== 'metered') return [];
    return [rateMetered(fake, newLine({ kind: 'metered', item, price, period }), subscription.customer)];
  });
}

/** A line for each licensed item: the period that is paid in advance. */
export function licensedLines(fake: Fake, subscription: SubscriptionRecord, period: Period): LineRecord[] {
  return subscription.items.flatMap((item) => {
    const price = fake.price(item.price);
    if (price.recurring?.usageType === 'metered') return [];
    const line = newLine({ kind: 'licensed', item, price, period });
    const quantity = item.quantity ?? 1;
    const amount = lineAmount(quantity, price.unitAmountDecimal);
    return [{ ...line, quantity, amount, description: describe(fake, price, quantity) }];
  });
}

/** Metered quantities belong to an invoice only when it is finalised: until then every look counts anew. */
export function refreshDraft(fake: Fake, invoice: InvoiceRecord): void {
  if (invoice.status !== 'draft') return;
  invoice.lines = invoice.lines.map((line) =>
    line.kind === 'metered' ? rateMetered(fake, line, invoice.customer) : line,
  );
}

export function totalOf(invoice: Pick<InvoiceRecord, 'lines'>): number {
  return invoice.lines.reduce((sum, line) => sum + line.amount, 0);
}

function rateMetered(fake: Fake, line: LineRecord, customer: string): LineRecord {
  const price = fake.price(line.price);
  const meter = fake.meter(price.recurring?.meter ?? '');
  // A negative total of a period bills nothing.
  const quantity = Math.max(0, readUsage(fake, { meter, customer, start: line.start, end: line.end }));
  const amount = lineAmount(quantity, price.unitAmountDecimal);
  return { ...line, quantity, amount, description: describe(fake, price, quantity) };
}

export function newLine(options: {
  kind: LineRecord['kind'];
  item: SubscriptionItemRecord;
  price: PriceRecord;
  period: Period;
}): LineRecord {
  const { kind, item, price, period } = options;
  return {
    id: newId('il'),
    kind,
    amount: 0,
    description: '',
    quantity: 0,
    price: price.id,
    start: period.start,
    end: period.end,
    subscriptionItem: item.id,
    metadata: {},
    credited: null,
  };
}

function describe(fake: Fake, price: PriceRecord, quantity: number): string {
  const product = fake.product(price.product);
  return `${quantity} × ${product.name} (at ${formatUnit(price)} / ${price.recurring?.interval ?? 'unit'})`;
}

function formatUnit(price: PriceRecord): string {
  const units = Stripe.Decimal.from(price.unitAmountDecimal).div(Stripe.Decimal.from('100'), 34, 'half-even');
  const [whole, fraction = ''] = units.toString().split('.');
  const amount = `${whole}.${fraction.padEnd(2, '0')}`;
  return price.currency === 'usd' ? `$${amount}` : `${amount} ${price.currency.toUpperCase()}`;
}
