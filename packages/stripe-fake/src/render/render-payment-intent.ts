import type Stripe from 'stripe';
import type { PaymentIntentRecord } from '../state/records.ts';
import { renderPaymentMethod } from './render-payment-method.ts';

export function renderPaymentIntent(intent: PaymentIntentRecord): Stripe.PaymentIntent {
  return {
    id: intent.id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: intent.amount,
    amount_capturable: 0,
    amount_received: intent.amountReceived,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic',
    client_secret: `${intent.id}_secret_simulated`,
    confirmation_method: 'automatic',
    created: intent.created,
    currency: intent.currency,
    customer: intent.customer,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: null,
    last_payment_error: renderPaymentError(intent),
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: intent.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: intent.status === 'requires_payment_method' ? null : (intent.card?.id ?? null),
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: intent.setupFutureUsage,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: intent.status,
    transfer_group: null,
  };
}

function renderPaymentError(intent: PaymentIntentRecord): Stripe.PaymentIntent.LastPaymentError | null {
  if (intent.error === null) return null;
  return {
    code: intent.error.code,
    decline_code: intent.error.declineCode,
    message: intent.error.message,
    type: 'card_error',
    ...(intent.card === null ? {} : { payment_method: renderPaymentMethod(intent.card, intent.customer) }),
  };
}
