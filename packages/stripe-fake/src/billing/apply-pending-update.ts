import type { Fake } from '../fake.ts';
import { renderInvoice } from '../render/render-invoice.ts';
import { renderSubscription } from '../render/render-subscription.ts';
import type { SubscriptionRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { noteDebits } from './draft-invoice.ts';

/** The change that waited for its payment takes effect. */
export function applyPendingUpdate(fake: Fake, subscription: SubscriptionRecord): void {
  const pending = subscription.pendingUpdate;
  if (pending === null) return;
  const before = renderSubscription(fake, subscription);
  subscription.items = pending.items;
  subscription.pendingUpdate = null;
  noteDebits(subscription, fake.invoice(pending.invoice));
  const object = renderSubscription(fake, subscription);
  const context = { customer: subscription.customer, before };
  emitEvent(fake, { type: 'customer.subscription.pending_update_applied', object }, context);
  emitEvent(fake, { type: 'customer.subscription.updated', object }, context);
}

/** Its time ran out: the old items stay, and the invoice that was never paid is void. */
export function expirePendingUpdate(fake: Fake, subscription: SubscriptionRecord, at: number): void {
  const pending = subscription.pendingUpdate;
  if (pending === null) return;
  const before = renderSubscription(fake, subscription);
  subscription.pendingUpdate = null;
  const invoice = fake.invoice(pending.invoice);
  invoice.status = 'void';
  invoice.voidedAt = at;
  invoice.nextPaymentAttempt = null;
  emitEvent(fake, { type: 'invoice.voided', object: renderInvoice(fake, invoice) }, { customer: invoice.customer });
  emitEvent(
    fake,
    { type: 'customer.subscription.pending_update_expired', object: renderSubscription(fake, subscription) },
    { customer: subscription.customer, before },
  );
}
