import type { Fake } from '../fake.ts';
import { renderInvoice } from '../render/render-invoice.ts';
import { renderPaymentIntent } from '../render/render-payment-intent.ts';
import { renderSubscription } from '../render/render-subscription.ts';
import type { InvoiceRecord, PaymentError, SubscriptionRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { applyPendingUpdate } from './apply-pending-update.ts';
import { cancelSubscription } from './cancel-subscription.ts';
import { chargeCard } from './charge-card.ts';
import { recordPayment } from './record-payment.ts';

const daySeconds = 86_400;
/** Days from one failed attempt to the next; after the last the subscription ends. */
const retryDays = [3, 5, 7];

export interface Attempt {
  at: number;
  holder?: 'away' | 'present';
}

/** Charges the customer's card. null when the invoice is paid now, else why not. */
export function payInvoice(fake: Fake, invoice: InvoiceRecord, { at, holder = 'away' }: Attempt): PaymentError | null {
  const { card } = fake.customer(invoice.customer);
  const error = chargeCard(card, holder);
  const intent = recordPayment(fake, {
    amount: invoice.amountDue,
    currency: invoice.currency,
    customer: invoice.customer,
    card,
    error,
    at,
    description: 'Subscription invoice',
    metadata: {},
    setupFutureUsage: null,
    invoice: invoice.id,
  });
  invoice.paymentIntents.push(intent.id);
  invoice.attemptCount += 1;
  if (error === null) {
    emitEvent(
      fake,
      { type: 'payment_intent.succeeded', object: renderPaymentIntent(intent) },
      { customer: invoice.customer },
    );
    invoice.amountPaid = invoice.amountDue;
    markPaid(fake, invoice, at);
    return null;
  }
  emitEvent(
    fake,
    { type: 'payment_intent.payment_failed', object: renderPaymentIntent(intent) },
    { customer: invoice.customer },
  );
  noteFailure(fake, invoice, { error, at });
  return error;
}

export function markPaid(fake: Fake, invoice: InvoiceRecord, at: number): void {
  invoice.status = 'paid';
  invoice.paidAt = at;
  invoice.nextPaymentAttempt = null;
  const context = { customer: invoice.customer };
  emitEvent(fake, { type: 'invoice.paid', object: renderInvoice(fake, invoice) }, context);
  emitEvent(fake, { type: 'invoice.payment_succeeded', object: renderInvoice(fake, invoice) }, context);
  const subscription = fake.state.subscriptions[invoice.subscription];
  if (subscription === undefined) return;
  if (subscription.pendingUpdate?.invoice === invoice.id) applyPendingUpdate(fake, subscription);
  reviveSubscription(fake, subscription);
}

function noteFailure(fake: Fake, invoice: InvoiceRecord, failure: { error: PaymentError; at: number }): void {
  const days = retryDays[invoice.attemptCount - 1];
  const subscription = fake.state.subscriptions[invoice.subscription];
  const isWaitingUpdate = subscription?.pendingUpdate?.invoice === invoice.id;
  // The charge of a pending update is tried once: it is paid by hand, or it lapses.
  invoice.nextPaymentAttempt = days === undefined || isWaitingUpdate ? null : failure.at + days * daySeconds;
  const context = { customer: invoice.customer };
  emitEvent(fake, { type: 'invoice.payment_failed', object: renderInvoice(fake, invoice) }, context);
  if (failure.error.code === 'authentication_required')
    emitEvent(fake, { type: 'invoice.payment_action_required', object: renderInvoice(fake, invoice) }, context);
  if (subscription === undefined || isWaitingUpdate) return;
  if (invoice.nextPaymentAttempt === null && subscription.status === 'past_due') {
    cancelSubscription(fake, subscription, { at: failure.at, reason: 'payment_failed' });
    return;
  }
  if (subscription.status !== 'active') return;
  const before = renderSubscription(fake, subscription);
  subscription.status = 'past_due';
  emitEvent(
    fake,
    { type: 'customer.subscription.updated', object: renderSubscription(fake, subscription) },
    { ...context, before },
  );
}

/** A paid invoice ends `past_due` only when no other failed invoice of the subscription is open. */
function reviveSubscription(fake: Fake, subscription: SubscriptionRecord): void {
  if (subscription.status !== 'past_due') return;
  const isOwing = Object.values(fake.state.invoices).some(
    (invoice) => invoice.subscription === subscription.id && invoice.status === 'open' && invoice.attemptCount > 0,
  );
  if (isOwing) return;
  const before = renderSubscription(fake, subscription);
  subscription.status = 'active';
  emitEvent(
    fake,
    { type: 'customer.subscription.updated', object: renderSubscription(fake, subscription) },
    { customer: subscription.customer, before },
  );
}
