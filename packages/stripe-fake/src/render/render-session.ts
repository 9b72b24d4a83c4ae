import type Stripe from 'stripe';
import { lineAmount } from '../billing/round-half-even.ts';
import type { Fake } from '../fake.ts';
import type { SessionLine, SessionRecord } from '../state/records.ts';
import { renderPrice } from './render-price.ts';

/** What the simulation has no use for: tax, shipping, discounts, consent, embedding. */
const emptySessionParts = {
  adaptive_pricing: null,
  after_expiration: null,
  allow_promotion_codes: null,
  allowed_payment_method_types: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
  customer_account: null,
  discounts: [],
  integration_identifier: null,
  invoice_creation: null,
  livemode: false,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_configuration_details: null,
  payment_method_options: {},
  payment_method_types: ['card'],
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
  ui_mode: 'hosted_page',
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>;

export function renderSession(fake: Fake, session: SessionRecord): Stripe.Checkout.Session {
  return {
    ...emptySessionParts,
    id: session.id,
    object: 'checkout.session',
    amount_subtotal: session.amountTotal,
    amount_total: session.amountTotal,
    cancel_url: session.cancelUrl,
    client_reference_id: session.clientReferenceId,
    created: session.created,
    currency: session.currency,
    customer: session.customer,
    customer_creation: session.mode === 'payment' ? 'if_required' : null,
    customer_details: renderPayer(fake, session),
    customer_email: session.customerEmail,
    expires_at: session.expiresAt,
    invoice: session.invoice,
    locale: session.locale,
    metadata: session.metadata,
    mode: session.mode,
    payment_intent: session.paymentIntent,
    payment_method_collection: session.mode === 'subscription' ? (session.paymentMethodCollection ?? 'always') : null,
    payment_status: session.paymentStatus,
    status: session.status,
    submit_type: session.submitType,
    subscription: session.subscription,
    success_url: session.successUrl,
    url: session.status === 'open' ? sessionPage(fake, session) : null,
  };
}

export function sessionPage(fake: Fake, session: SessionRecord): string {
  return `${fake.settings.publicUrl}/pay/${session.id}`;
}

export function renderLineItems(fake: Fake, session: SessionRecord): Stripe.LineItem[] {
  return session.lines.map((line) => renderLineItem(fake, session, line));
}

function renderLineItem(fake: Fake, session: SessionRecord, line: SessionLine): Stripe.LineItem {
  const price = fake.price(line.price);
  const amount = line.quantity === null ? 0 : lineAmount(line.quantity, price.unitAmountDecimal);
  return {
    id: line.id,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: session.currency,
    description: line.description,
    metadata: {},
    price: renderPrice(price),
    quantity: line.quantity,
  };
}

function renderPayer(fake: Fake, session: SessionRecord): Stripe.Checkout.Session.CustomerDetails | null {
  const customer = session.customer === null ? undefined : fake.state.customers[session.customer];
  const email = session.payer?.email ?? customer?.email ?? session.customerEmail;
  if (email === null && session.payer === null) return null;
  return {
    address: customer?.address ?? null,
    business_name: null,
    email,
    individual_name: null,
    name: session.payer?.name ?? customer?.name ?? null,
    phone: customer?.phone ?? null,
    tax_exempt: 'none',
    tax_ids: null,
  };
}
