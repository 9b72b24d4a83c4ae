import type { ClaimedMeterEvent, MeterEventEnd } from '@modelmint/db/system/claim-meter-events';
import Stripe from 'stripe';
import { isDuplicateEvent } from './stripe-error.ts';

/** Tells a meter the total of an hour, and judges the answer or its absence. */
export async function sendMeterEvent(stripe: Stripe, event: ClaimedMeterEvent): Promise<MeterEventEnd> {
  try {
    await stripe.billing.meterEvents.create({
      event_name: event.eventName,
      identifier: event.identifier,
      timestamp: Math.floor(stampOf(event, Date.now()) / 1_000),
      payload: { stripe_customer_id: event.customerId, value: String(event.amountMicros) },
    });
    return { state: 'ACCEPTED' };
  } catch (error) {
    return judge(error, event.attempts);
  }
}

const hourMs = 3_600_000;

/**
 * Within the hour, as late as may be: after the begin of a subscription that started in it, before the end of a period
 * that ends in it, and not in the future.
 */
export function stampOf({ hour, periodEnd }: Pick<ClaimedMeterEvent, 'hour' | 'periodEnd'>, nowMs: number): number {
  const latest = Math.min(hour.getTime() + hourMs - 1_000, nowMs);
  const before = periodEnd === null ? latest : Math.min(latest, periodEnd.getTime() - 1_000);
  return Math.max(hour.getTime(), before);
}

function judge(error: unknown, attempts: number): MeterEventEnd {
  if (isDuplicateEvent(error)) return { state: 'ACCEPTED' };
  const message = error instanceof Error ? error.message : String(error);
  const retryMs = backOffMs(attempts);
  const status = error instanceof Stripe.errors.StripeError ? error.statusCode : undefined;
  // No answer, or one from before or after the work: it may be there or not. Its total is absolute, so it may go again.
  if (status === undefined || status >= 500) return { state: 'AMBIGUOUS', error: message, retryMs };
  // Too many calls, one in flight, or a wrong key: it is not there, and nothing is wrong with it.
  if ([401, 403, 408, 409, 429].includes(status)) return { state: 'PENDING', error: message, retryMs };
  return { state: 'REJECTED', error: message };
}

const backOffMsMax = 3_600_000;

/** 5 s, 10 s, 20 s … an hour, the half of it random. */
function backOffMs(attempts: number): number {
  const full = Math.min(backOffMsMax, 5_000 * 2 ** Math.min(attempts - 1, 12));
  return Math.round(full * (0.5 + Math.random() / 2));
}
