import type { Fake } from '../fake.ts';
import { renderSubscription } from '../render/render-subscription.ts';
import type { LineRecord, SubscriptionRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';

export interface CancelOptions {
  at: number;
  reason: 'cancellation_requested' | 'payment_failed';
  comment?: string | null;
  feedback?: string | null;
}

/** Ends the subscription now. Invoices are the caller's: it knows whether usage is still to be billed. */
export function cancelSubscription(fake: Fake, subscription: SubscriptionRecord, options: CancelOptions): void {
  subscription.status = 'canceled';
  subscription.canceledAt ??= options.at;
  subscription.endedAt = options.at;
  subscription.cancelAtPeriodEnd = false;
  subscription.pendingUpdate = null;
  subscription.cancellation = {
    comment: options.comment ?? subscription.cancellation.comment,
    feedback: options.feedback ?? subscription.cancellation.feedback,
    reason: options.reason,
  };
  // As at Stripe: open invoices of an ended subscription are no longer charged by themselves.
  for (const invoice of Object.values(fake.state.invoices)) {
    if (invoice.subscription === subscription.id && invoice.status === 'open') invoice.nextPaymentAttempt = null;
  }
  emitEvent(
    fake,
    { type: 'customer.subscription.deleted', object: renderSubscription(fake, subscription) },
    { customer: subscription.customer },
  );
}

/** Whether an ended subscription leaves anything to bill. */
export function hasLastInvoice(subscription: SubscriptionRecord, metered: LineRecord[]): boolean {
  return metered.length > 0 || subscription.pendingLines.length > 0;
}
