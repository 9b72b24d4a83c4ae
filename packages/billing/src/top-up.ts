import {
  beginTopUp,
  dropTopUp,
  failTopUp,
  finishTopUp,
  listDueTopUps,
  type PendingTopUp,
} from '@modelmint/db/system/top-ups';
import Stripe from 'stripe';
import type { BillingContext } from './billing-context.ts';
import { savedCard } from './saved-card.ts';
import { withStripe } from './stripe-error.ts';

export interface ToppedUp {
  paid: number;
  failed: number;
  /** To be tried again: Stripe did not answer, or the bank has not yet. */
  waiting: number;
}

const microsPerCent = 10_000n;

/** Buys credit where it is low and wanted. What fails for one organization stops no other. */
export async function topUpDue(context: BillingContext): Promise<ToppedUp> {
  const done: ToppedUp = { paid: 0, failed: 0, waiting: 0 };
  for (const organizationId of await listDueTopUps(context.db)) {
    try {
      const outcome = await topUp(context, organizationId);
      if (outcome !== null) done[outcome]++;
    } catch (error) {
      done.waiting++;
      context.log.warn({ err: error, organizationId }, 'credit could not be bought yet');
    }
  }
  return done;
}

async function topUp(context: BillingContext, organizationId: string): Promise<keyof ToppedUp | null> {
  const pending = await beginTopUp(context.db, organizationId);
  if (pending === null) return null;
  const { db, log } = context;
  const payment = await pay(context, pending);
  if (payment.kind === 'waiting') return 'waiting';
  if (payment.kind === 'unwanted') return (await dropTopUp(db, pending)) ? null : 'waiting';
  if (payment.kind === 'paid') {
    await finishTopUp(db, pending, payment.id);
    log.info({ organizationId, topUpId: pending.id }, 'bought credit with the saved card');
    return 'paid';
  }
  await failTopUp(db, pending, payment);
  log.warn({ organizationId, topUpId: pending.id, reason: payment.reason }, 'credit could not be bought');
  return 'failed';
}

type Payment =
  | { kind: 'paid'; id: string }
  | { kind: 'waiting' }
  /** Begun before, not paid as far as can be seen, and turned off since. */
  | { kind: 'unwanted' }
  | { kind: 'failed'; paymentIntentId: string | null; reason: string; isAuthentication: boolean };

/** A purchase that was begun before may have been paid: then its payment is there, with our mark, and none is made. */
async function pay({ stripe }: BillingContext, topUp: PendingTopUp): Promise<Payment> {
  const { id, organizationId, amountMicros, customerId, isAgain, mayPay } = topUp;
  if (customerId === null) return failed('No card is saved.');
  try {
    return await withStripe('Buying credit', async (): Promise<Payment> => {
      if (isAgain) {
        const payments = await stripe.paymentIntents.list({ customer: customerId, limit: 100 });
        const found = payments.data.find(({ metadata }) => metadata.top_up_id === id);
        if (found !== undefined) return paymentOf(found);
      }
      if (!mayPay) return { kind: 'unwanted' };
      const card = await savedCard(stripe, customerId);
      if (card === null) return failed('No card is saved.');
      const intent = await stripe.paymentIntents.create(
        {
          amount: Number(amountMicros / microsPerCent),
          currency: 'usd',
          customer: customerId,
          payment_method: card.id,
          off_session: true,
          confirm: true,
          description: 'Modelmint credit',
          metadata: { organization_id: organizationId, top_up_id: id },
        },
        { idempotencyKey: `topup:${id}` },
      );
      return paymentOf(intent);
    });
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === null) throw error;
    return refused;
  }
}

function paymentOf({ id, status, last_payment_error: error }: Stripe.PaymentIntent): Payment {
  if (status === 'succeeded') return { kind: 'paid', id };
  if (status === 'processing') return { kind: 'waiting' };
  const isAuthentication = status === 'requires_action' || error?.code === 'authentication_required';
  return failed(error?.message ?? 'The bank wants to ask the holder of the card.', { id, isAuthentication });
}

/** Null for what may pass by itself: no answer, too many calls, a key that is still in use. */
function refusalOf(error: unknown): Payment | null {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Stripe.errors.StripeCardError)
    return failed(cause.message, {
      id: cause.payment_intent?.id ?? null,
      isAuthentication: cause.code === 'authentication_required',
    });
  if (cause instanceof Stripe.errors.StripeInvalidRequestError) return failed(cause.message);
  return null;
}

function failed(
  reason: string,
  { id = null, isAuthentication = false }: { id?: string | null; isAuthentication?: boolean } = {},
): Payment {
  return { kind: 'failed', paymentIntentId: id, reason, isAuthentication };
}
