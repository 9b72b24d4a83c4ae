import type Stripe from 'stripe';
import type { Fake } from '../fake.ts';
import type { CustomerRecord } from '../state/records.ts';

export function renderCustomer(fake: Fake, customer: CustomerRecord): Stripe.Customer {
  return {
    id: customer.id,
    object: 'customer',
    address: customer.address,
    balance: customer.balance,
    created: customer.created,
    currency: customer.currency,
    customer_account: null,
    default_source: null,
    delinquent: hasFailedInvoice(fake, customer),
    description: customer.description,
    discount: null,
    email: customer.email,
    invoice_prefix: customer.invoicePrefix,
    invoice_settings: {
      custom_fields: null,
      default_payment_method: customer.card?.id ?? null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: customer.metadata,
    name: customer.name,
    next_invoice_sequence: customer.nextInvoiceSequence,
    phone: customer.phone,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

export function renderDeletedCustomer(customer: CustomerRecord): Stripe.DeletedCustomer {
  return { id: customer.id, object: 'customer', deleted: true };
}

function hasFailedInvoice(fake: Fake, customer: CustomerRecord): boolean {
  return Object.values(fake.state.invoices).some(
    (invoice) => invoice.customer === customer.id && invoice.status === 'open' && invoice.attemptCount > 0,
  );
}
