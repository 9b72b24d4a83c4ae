import type { Fake } from '../fake.ts';
import { renderSubscription } from '../render/render-subscription.ts';
import type { InvoiceRecord, RecurringRecord, SubscriptionRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { type Cycle, nextBoundary } from './calendar.ts';
import { cancelSubscription, hasLastInvoice } from './cancel-subscription.ts';
import { licensedLines, meteredLines } from './cycle-lines.ts';
import { draftInvoice, draftSeconds } from './draft-invoice.ts';

/** The end of a period: the subscription moves on first, then the draft is made. null when there is nothing to bill. */
export function runCycle(fake: Fake, subscription: SubscriptionRecord): InvoiceRecord | null {
  const at = subscription.periodEnd;
  const closed = { start: subscription.periodStart, end: at };
  // What is used during a trial is not billed.
  const metered = subscription.status === 'trialing' ? [] : meteredLines(fake, subscription, closed);
  if (subscription.cancelAtPeriodEnd) {
    cancelSubscription(fake, subscription, { at, reason: 'cancellation_requested' });
    if (!hasLastInvoice(subscription, metered)) return null;
    return draftCycle(fake, subscription, { closed, lines: metered });
  }
  if (subscription.status === 'trialing' && !endTrial(fake, subscription, at)) return null;
  const before = renderSubscription(fake, subscription);
  if (subscription.status === 'trialing') subscription.status = 'active';
  subscription.periodStart = at;
  subscription.periodEnd = nextBoundary(cycleOf(fake, subscription), at);
  const coming = { start: at, end: subscription.periodEnd };
  const lines = [...metered, ...licensedLines(fake, subscription, coming)];
  const invoice = draftCycle(fake, subscription, { closed, lines });
  emitEvent(
    fake,
    { type: 'customer.subscription.updated', object: renderSubscription(fake, subscription) },
    { customer: subscription.customer, before },
  );
  return invoice;
}

export function cycleOf(fake: Fake, subscription: Pick<SubscriptionRecord, 'items' | 'anchor' | 'anchorDay'>): Cycle {
  const first = subscription.items[0];
  const recurring: RecurringRecord | null = first === undefined ? null : fake.price(first.price).recurring;
  if (recurring === null) throw new Error('A subscription has no recurring price.');
  return { anchor: subscription.anchor, anchorDay: subscription.anchorDay, recurring };
}

function draftCycle(
  fake: Fake,
  subscription: SubscriptionRecord,
  cycle: { closed: { start: number; end: number }; lines: InvoiceRecord['lines'] },
): InvoiceRecord {
  const at = cycle.closed.end;
  return draftInvoice(fake, {
    subscription,
    billingReason: 'subscription_cycle',
    lines: cycle.lines,
    period: cycle.closed,
    at,
    finalizesAt: at + draftSeconds,
  });
}

/** false when a trial without a card ends the subscription or rests it. */
function endTrial(fake: Fake, subscription: SubscriptionRecord, at: number): boolean {
  const hasCard = fake.customer(subscription.customer).card !== null;
  if (hasCard || subscription.missingPaymentMethod === 'create_invoice') return true;
  if (subscription.missingPaymentMethod === 'cancel') {
    cancelSubscription(fake, subscription, { at, reason: 'cancellation_requested' });
    return false;
  }
  subscription.status = 'paused';
  emitEvent(
    fake,
    { type: 'customer.subscription.paused', object: renderSubscription(fake, subscription) },
    { customer: subscription.customer },
  );
  return false;
}
