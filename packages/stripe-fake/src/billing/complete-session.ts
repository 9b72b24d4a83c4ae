import type { Fake } from '../fake.ts';
import { renderPaymentIntent } from '../render/render-payment-intent.ts';
import { renderSession } from '../render/render-session.ts';
import type { CardRecord, CustomerRecord, PaymentError, SessionRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { addCustomer } from './add-customer.ts';
import { chargeCard } from './charge-card.ts';
import { advanceInvoice } from './finalize-invoice.ts';
import { openSubscription } from './open-subscription.ts';
import { recordPayment } from './record-payment.ts';
import { saveCard } from './save-card.ts';

export type PayOutcome = { kind: 'paid' } | { kind: 'confirm' } | { kind: 'refused'; message: string };

/** The Pay button: `card` is null only where the session needs none. */
export function paySession(fake: Fake, session: SessionRecord, card: CardRecord | null): PayOutcome {
  if (card?.behaviour === 'authenticate_once' || card?.behaviour === 'authentication_required') {
    session.cardToConfirm = card;
    return { kind: 'confirm' };
  }
  return settleSession(fake, session, card);
}

/** The answer on the page that stands for the bank's question to the card holder. */
export function confirmSession(fake: Fake, session: SessionRecord, isConfirmed: boolean): PayOutcome {
  const card = session.cardToConfirm;
  session.cardToConfirm = null;
  if (card === null) return { kind: 'refused', message: 'This payment was not waiting for a confirmation. Pay again.' };
  if (isConfirmed) return settleSession(fake, session, card);
  const message =
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.';
  notePaymentFailure(fake, session, {
    card,
    error: { code: 'authentication_required', declineCode: 'authentication_required', message },
  });
  return { kind: 'refused', message };
}

/** Whether the session can be completed without a card. */
export function needsCard(session: SessionRecord): boolean {
  return (
    session.amountTotal > 0 || (session.mode === 'subscription' && session.paymentMethodCollection !== 'if_required')
  );
}

function settleSession(fake: Fake, session: SessionRecord, card: CardRecord | null): PayOutcome {
  const error = card === null ? null : chargeCard(card, 'present');
  if (error !== null) {
    notePaymentFailure(fake, session, { card, error });
    return { kind: 'refused', message: error.message };
  }
  const customer = payerOf(fake, session, card);
  if (card !== null && customer !== null && keepsCard(session)) saveCard(fake, customer, card);
  if (session.mode === 'payment') takePayment(fake, session, card);
  else subscribe(fake, session, customer);
  session.status = 'complete';
  emitEvent(
    fake,
    { type: 'checkout.session.completed', object: renderSession(fake, session) },
    { customer: session.customer },
  );
  return { kind: 'paid' };
}

function takePayment(fake: Fake, session: SessionRecord, card: CardRecord | null): void {
  const intent = recordPayment(fake, paymentOf(fake, session, { card, error: null }));
  session.paymentIntent = intent.id;
  session.paymentStatus = 'paid';
  emitEvent(
    fake,
    { type: 'payment_intent.succeeded', object: renderPaymentIntent(intent) },
    { customer: session.customer },
  );
}

function subscribe(fake: Fake, session: SessionRecord, customer: CustomerRecord | null): void {
  if (customer === null) throw new Error(`Session ${session.id} would subscribe nobody.`);
  const at = fake.clockOf(customer.id);
  const { currency, lines, subscriptionData: data } = session;
  const { subscription, invoice } = openSubscription(fake, { customer: customer.id, currency, lines, data, at });
  advanceInvoice(fake, invoice, { at, holder: 'present' });
  session.subscription = subscription.id;
  session.invoice = invoice.id;
  session.amountTotal = invoice.amountDue;
  session.paymentStatus = invoice.amountDue === 0 ? 'no_payment_required' : 'paid';
}

/** The session's customer; a subscription without one makes it, a single payment stays a guest's. */
function payerOf(fake: Fake, session: SessionRecord, card: CardRecord | null): CustomerRecord | null {
  if (session.customer !== null) return fake.customer(session.customer);
  if (session.mode === 'payment' && session.paymentIntentData.setupFutureUsage === null) return null;
  const customer = addCustomer(fake, {
    email: session.payer?.email ?? session.customerEmail,
    name: session.payer?.name ?? card?.name ?? null,
  });
  session.customer = customer.id;
  return customer;
}

function keepsCard(session: SessionRecord): boolean {
  return session.mode === 'subscription' || session.paymentIntentData.setupFutureUsage !== null;
}

function notePaymentFailure(
  fake: Fake,
  session: SessionRecord,
  { card, error }: { card: CardRecord | null; error: PaymentError },
): void {
  if (session.mode !== 'payment') return;
  const intent = recordPayment(fake, paymentOf(fake, session, { card, error }));
  emitEvent(
    fake,
    { type: 'payment_intent.payment_failed', object: renderPaymentIntent(intent) },
    { customer: session.customer },
  );
}

function paymentOf(
  fake: Fake,
  session: SessionRecord,
  { card, error }: { card: CardRecord | null; error: PaymentError | null },
) {
  return {
    amount: session.amountTotal,
    currency: session.currency,
    customer: session.customer,
    card,
    error,
    at: fake.clockOf(session.customer),
    description: session.paymentIntentData.description,
    metadata: session.paymentIntentData.metadata,
    setupFutureUsage: session.paymentIntentData.setupFutureUsage,
    invoice: null,
  };
}
