import type Stripe from 'stripe';
import { totalOf } from '../billing/cycle-lines.ts';
import type { Fake } from '../fake.ts';
import type { InvoiceRecord } from '../state/records.ts';
import { renderInvoiceLine } from './render-invoice-line.ts';

/** What the simulation has no use for: tax, shipping, discounts, credit notes, connected accounts. */
const emptyInvoiceParts = {
  account_country: 'US',
  account_name: 'Simulated payments',
  account_tax_ids: null,
  amount_overpaid: 0,
  amount_shipping: 0,
  application: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
  collection_method: 'charge_automatically',
  custom_fields: null,
  customer_account: null,
  customer_shipping: null,
  customer_tax_exempt: 'none',
  customer_tax_ids: [],
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  discounts: [],
  due_date: null,
  from_invoice: null,
  invoice_pdf: null,
  issuer: { type: 'self' },
  last_finalization_error: null,
  latest_revision: null,
  livemode: false,
  on_behalf_of: null,
  payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
  post_payment_credit_notes_amount: 0,
  pre_payment_credit_notes_amount: 0,
  receipt_number: null,
  rendering: null,
  shipping_cost: null,
  shipping_details: null,
  statement_descriptor: null,
  test_clock: null,
  total_discount_amounts: [],
  total_pretax_credit_amounts: [],
  total_taxes: [],
} satisfies Partial<Stripe.Invoice>;

export function renderInvoice(fake: Fake, invoice: InvoiceRecord): Stripe.Invoice {
  const total = totalOf(invoice);
  const amountDue = invoice.status === 'draft' ? Math.max(0, total) : invoice.amountDue;
  return {
    ...(invoice.status === 'draft' ? {} : { hosted_invoice_url: invoicePage(fake, invoice) }),
    ...emptyInvoiceParts,
    id: invoice.id,
    object: 'invoice',
    amount_due: amountDue,
    amount_paid: invoice.amountPaid,
    amount_remaining: invoice.status === 'void' ? 0 : amountDue - invoice.amountPaid,
    attempt_count: invoice.attemptCount,
    attempted: invoice.attemptCount > 0,
    auto_advance: invoice.autoAdvance,
    automatically_finalizes_at: invoice.status === 'draft' ? invoice.automaticallyFinalizesAt : null,
    billing_reason: invoice.billingReason,
    created: invoice.created,
    currency: invoice.currency,
    ...customerParts(fake, invoice),
    description: invoice.description,
    effective_at: invoice.finalizedAt,
    ending_balance: invoice.endingBalance,
    footer: invoice.footer,
    lines: {
      object: 'list',
      data: invoice.lines.map((line) => renderInvoiceLine(fake, invoice, line)),
      has_more: false,
      url: `/v1/invoices/${invoice.id}/lines`,
    },
    metadata: invoice.metadata,
    next_payment_attempt: invoice.nextPaymentAttempt,
    number: invoice.number,
    parent: {
      quote_details: null,
      subscription_details: { metadata: invoice.subscriptionMetadata, subscription: invoice.subscription },
      type: 'subscription_details',
    },
    period_end: invoice.periodEnd,
    period_start: invoice.periodStart,
    starting_balance: invoice.startingBalance,
    status: invoice.status,
    status_transitions: {
      finalized_at: invoice.finalizedAt,
      marked_uncollectible_at: null,
      paid_at: invoice.paidAt,
      voided_at: invoice.voidedAt,
    },
    subtotal: total,
    subtotal_excluding_tax: total,
    total,
    total_excluding_tax: total,
    webhooks_delivered_at: deliveredAt(fake, invoice),
  };
}

export function invoicePage(fake: Fake, invoice: InvoiceRecord): string {
  return `${fake.settings.publicUrl}/invoices/${invoice.id}/${invoice.secret}`;
}

function customerParts(
  fake: Fake,
  invoice: InvoiceRecord,
): Pick<Stripe.Invoice, 'customer' | 'customer_address' | 'customer_email' | 'customer_name' | 'customer_phone'> {
  const customer = fake.state.customers[invoice.customer];
  return {
    customer: invoice.customer,
    customer_address: customer?.address ?? null,
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: customer?.phone ?? null,
  };
}

function deliveredAt(fake: Fake, invoice: InvoiceRecord): number | null {
  const event = invoice.createdEvent === null ? undefined : fake.state.events[invoice.createdEvent];
  const atMs = event?.delivery.deliveredAtMs ?? null;
  return atMs === null ? null : Math.floor(atMs / 1000);
}
