import Stripe from 'stripe';
import type { Fake } from '../fake.ts';
import type { InvoiceRecord, LineRecord } from '../state/records.ts';

export function renderInvoiceLine(fake: Fake, invoice: InvoiceRecord, line: LineRecord): Stripe.InvoiceLineItem {
  const price = fake.price(line.price);
  return {
    id: line.id,
    object: 'line_item',
    amount: line.amount,
    currency: invoice.currency,
    description: line.description,
    discount_amounts: [],
    discountable: line.kind !== 'proration',
    discounts: [],
    invoice: invoice.id,
    livemode: false,
    metadata: line.metadata,
    parent: renderParent(invoice, line),
    period: { end: line.end, start: line.start },
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: 'price_details',
      unit_amount_decimal: Stripe.Decimal.from(price.unitAmountDecimal),
    },
    quantity: line.quantity,
    quantity_decimal: Stripe.Decimal.from(String(line.quantity)),
    subscription: invoice.subscription,
    subtotal: line.amount,
    taxes: [],
  };
}

function renderParent(invoice: InvoiceRecord, line: LineRecord): Stripe.InvoiceLineItem.Parent {
  const credited = line.credited;
  return {
    invoice_item_details: null,
    subscription_item_details: {
      invoice_item: null,
      proration: line.kind === 'proration',
      proration_details:
        line.kind === 'proration'
          ? {
              credited_items:
                credited === null ? null : { invoice: credited.invoice, invoice_line_items: [credited.line] },
            }
          : null,
      subscription: invoice.subscription,
      subscription_item: line.subscriptionItem,
    },
    type: 'subscription_item_details',
  };
}
