import type Stripe from 'stripe';
import { cardError, chargeCard } from '../billing/charge-card.ts';
import { recordPayment } from '../billing/record-payment.ts';
import type { Fake } from '../fake.ts';
import { invalidRequest, missingResource, unsupported } from '../http/api-error.ts';
import { isCreatedIn, listPage } from '../http/list-page.ts';
import { boolean, choice, createdRange, expand, metadata, page, requiredText, text } from '../http/param-rules.ts';
import { type Route, route } from '../http/route.ts';
import { newId } from '../new-id.ts';
import { renderPaymentIntent } from '../render/render-payment-intent.ts';
import { renderRefund } from '../render/render-refund.ts';
import type { PaymentIntentRecord, RefundRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { mergeMetadata } from './merge-metadata.ts';

export const paymentIntentRoutes: Route[] = [
  route<Stripe.PaymentIntentCreateParams>({
    method: 'post',
    path: '/v1/payment_intents',
    params: {
      amount: { kind: 'integer', min: 50, max: 99_999_999, required: true },
      currency: requiredText,
      customer: text,
      payment_method: text,
      confirm: boolean,
      off_session: boolean,
      description: text,
      setup_future_usage: choice('off_session', 'on_session'),
      metadata,
      expand,
    },
    run: ({ fake, params }) => chargeOffSession(fake, params),
  }),
  route<Stripe.PaymentIntentListParams>({
    method: 'get',
    path: '/v1/payment_intents',
    params: { ...page, customer: text, created: createdRange },
    run: ({ fake, params }) => {
      const records = Object.values(fake.state.paymentIntents).filter(
        (intent) =>
          (params.customer === undefined || intent.customer === params.customer) &&
          isCreatedIn(intent.created, params.created),
      );
      return listPage(records, { url: '/v1/payment_intents', params, render: renderPaymentIntent });
    },
  }),
  route<Stripe.PaymentIntentRetrieveParams>({
    method: 'get',
    path: '/v1/payment_intents/:id',
    params: { expand },
    run: ({ fake, id }) => renderPaymentIntent(findIntent(fake, id)),
  }),
  route<Stripe.RefundCreateParams>({
    method: 'post',
    path: '/v1/refunds',
    params: {
      payment_intent: requiredText,
      amount: { kind: 'integer', min: 1 },
      reason: choice('duplicate', 'fraudulent', 'requested_by_customer'),
      metadata,
      expand,
    },
    run: ({ fake, params }) => refund(fake, params),
  }),
  route<Stripe.RefundListParams>({
    method: 'get',
    path: '/v1/refunds',
    params: { ...page, payment_intent: text, created: createdRange },
    run: ({ fake, params }) => {
      const records = Object.values(fake.state.refunds).filter(
        (entry) =>
          (params.payment_intent === undefined || entry.paymentIntent === params.payment_intent) &&
          isCreatedIn(entry.created, params.created),
      );
      return listPage(records, { url: '/v1/refunds', params, render: renderRefund });
    },
  }),
  route<Stripe.RefundRetrieveParams>({
    method: 'get',
    path: '/v1/refunds/:id',
    params: { expand },
    run: ({ fake, id }) => {
      const record = fake.state.refunds[id];
      if (record === undefined) throw missingResource('refund', id);
      return renderRefund(record);
    },
  }),
];

/** Only the charge of a saved card while its holder is away: everything else is done on the payment page. */
function chargeOffSession(fake: Fake, params: Stripe.PaymentIntentCreateParams): Stripe.PaymentIntent {
  if (params.confirm !== true || params.off_session !== true)
    throw unsupported('payment intents other than confirmed, off-session charges of a saved card', 'confirm');
  if (params.customer === undefined)
    throw invalidRequest('Missing required param: customer.', 'parameter_missing', 'customer');
  const { card } = fake.customer(params.customer);
  // The default of invoices is not the default of payments.
  if (params.payment_method === undefined)
    throw invalidRequest(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
      'payment_intent_unexpected_state',
    );
  if (params.payment_method !== card?.id)
    throw missingResource('PaymentMethod', params.payment_method, 'payment_method');
  const error = chargeCard(card);
  const intent = recordPayment(fake, {
    amount: params.amount,
    currency: params.currency.toLowerCase(),
    customer: params.customer,
    card,
    error,
    at: fake.clockOf(params.customer),
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    setupFutureUsage: params.setup_future_usage ?? null,
    invoice: null,
  });
  const object = renderPaymentIntent(intent);
  const context = { customer: params.customer };
  if (error === null) emitEvent(fake, { type: 'payment_intent.succeeded', object }, context);
  else {
    emitEvent(fake, { type: 'payment_intent.payment_failed', object }, context);
    throw cardError(error, object);
  }
  return object;
}

function refund(fake: Fake, params: Stripe.RefundCreateParams): Stripe.Refund {
  const intent = findIntent(fake, params.payment_intent ?? '');
  if (intent.status !== 'succeeded')
    throw invalidRequest(
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      undefined,
      'payment_intent',
    );
  const refunded = Object.values(fake.state.refunds)
    .filter(({ paymentIntent }) => paymentIntent === intent.id)
    .reduce((sum, { amount }) => sum + amount, 0);
  const left = intent.amountReceived - refunded;
  if (left <= 0) throw invalidRequest(`Charge for ${intent.id} has already been refunded.`, 'charge_already_refunded');
  const amount = params.amount ?? left;
  if (amount > left)
    throw invalidRequest(
      `Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`,
      undefined,
      'amount',
    );
  const record: RefundRecord = {
    id: newId('re'),
    created: fake.clockOf(intent.customer),
    amount,
    currency: intent.currency,
    paymentIntent: intent.id,
    customer: intent.customer,
    reason: params.reason ?? null,
    metadata: mergeMetadata({}, params.metadata),
  };
  fake.state.refunds[record.id] = record;
  emitEvent(fake, { type: 'refund.created', object: renderRefund(record) }, { customer: intent.customer });
  return renderRefund(record);
}

function findIntent(fake: Fake, id: string): PaymentIntentRecord {
  const intent = fake.state.paymentIntents[id];
  if (intent === undefined) throw missingResource('payment_intent', id, 'intent');
  return intent;
}
