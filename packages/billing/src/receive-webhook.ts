import { keepWebhook } from '@modelmint/db/system/webhook-inbox';
import { AppError } from '@modelmint/domain/errors';
import Stripe from 'stripe';
import type { BillingContext } from './billing-context.ts';

export const webhookSource = 'stripe';
/** Stripe's events are a few kilobytes; the largest seen have some hundred lines of an invoice. */
export const webhookBytesMax = 512 * 1024;

export interface ReceivedWebhook {
  source: typeof webhookSource;
  externalId: string;
  type: string;
  /** False for a duplicate. */
  isNew: boolean;
}

/** Verifies and stores; applies nothing. Throws `invalid_value` on a forged, stale or broken one, of which no row stays. */
export async function receiveWebhook(
  { stripe, db, webhookSecret }: BillingContext,
  { raw, signature }: { raw: Buffer; signature: string | undefined },
): Promise<ReceivedWebhook> {
  if (raw.length > webhookBytesMax)
    throw new AppError('request_too_large', `A webhook must not be larger than ${webhookBytesMax} bytes.`);
  const event = verify(stripe, { raw, signature: signature ?? '', webhookSecret });
  const { id: externalId, type } = event;
  const isNew = await keepWebhook(db, { source: webhookSource, externalId, type, payload: event });
  return { source: webhookSource, externalId, type, isNew };
}

function verify(
  stripe: Stripe,
  { raw, signature, webhookSecret }: { raw: Buffer; signature: string; webhookSecret: string },
): Stripe.Event {
  try {
    return stripe.webhooks.constructEvent(raw, signature, webhookSecret);
  } catch (error) {
    // Not its message: it quotes the body.
    const isSigned = !(error instanceof Stripe.errors.StripeSignatureVerificationError);
    throw new AppError(
      'invalid_value',
      isSigned
        ? 'The webhook is not a Stripe event in JSON.'
        : 'The signature of the webhook is missing, wrong or older than 5 minutes.',
      { cause: error },
    );
  }
}
