import type { Fake } from '../fake.ts';
import { renderSubscription } from '../render/render-subscription.ts';
import type { InvoiceRecord, SubscriptionRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { changePlan, type ItemChange, type PlanChange } from './change-plan.ts';
import { cardError, chargeCard } from './charge-card.ts';
import { draftInvoice } from './draft-invoice.ts';
import { advanceInvoice } from './finalize-invoice.ts';

/** How long a change waits for its payment before it lapses. */
const pendingSeconds = 23 * 3600;

export interface UpdateItemsOptions {
  items: ItemChange[];
  at: number;
  prorationBehavior: 'create_prorations' | 'always_invoice' | 'none';
  paymentBehavior: 'allow_incomplete' | 'error_if_incomplete' | 'pending_if_incomplete';
}

/** Changes the items and bills the difference now, with the next invoice, or not at all. */
export function updateItems(fake: Fake, subscription: SubscriptionRecord, options: UpdateItemsOptions): void {
  const isProrated = options.prorationBehavior !== 'none';
  const change = changePlan(fake, subscription, { items: options.items, at: options.at, isProrated });
  if (options.prorationBehavior !== 'always_invoice' || change.prorations.length === 0) {
    subscription.items = change.items;
    subscription.pendingLines.push(...change.prorations);
    return;
  }
  const refusal = refusalOf(fake, subscription, change);
  if (refusal !== null && options.paymentBehavior === 'error_if_incomplete') throw cardError(refusal);
  if (refusal !== null && options.paymentBehavior === 'pending_if_incomplete') {
    waitForPayment(fake, subscription, { change, at: options.at });
    return;
  }
  subscription.items = change.items;
  advanceInvoice(fake, invoiceNow(fake, subscription, { change, at: options.at }), { at: options.at });
}

function refusalOf(fake: Fake, subscription: SubscriptionRecord, change: PlanChange) {
  const customer = fake.customer(subscription.customer);
  const lines = [...change.prorations, ...subscription.pendingLines];
  const owed = lines.reduce((sum, line) => sum + line.amount, customer.balance);
  return owed > 0 ? chargeCard(customer.card) : null;
}

function waitForPayment(
  fake: Fake,
  subscription: SubscriptionRecord,
  { change, at }: { change: PlanChange; at: number },
): void {
  // Older prorations stay out of an invoice that may lapse with its change.
  const older = subscription.pendingLines;
  subscription.pendingLines = [];
  const invoice = invoiceNow(fake, subscription, { change, at });
  subscription.pendingLines = older;
  subscription.pendingUpdate = { items: change.items, invoice: invoice.id, expiresAt: at + pendingSeconds };
  advanceInvoice(fake, invoice, { at });
}

function invoiceNow(
  fake: Fake,
  subscription: SubscriptionRecord,
  { change, at }: { change: PlanChange; at: number },
): InvoiceRecord {
  return draftInvoice(fake, {
    subscription,
    billingReason: 'subscription_update',
    lines: change.prorations,
    period: { start: subscription.periodStart, end: subscription.periodEnd },
    at,
    finalizesAt: null,
  });
}

/** Announces what a caller changed on a subscription. */
export function announceUpdate(fake: Fake, subscription: SubscriptionRecord, before: object): void {
  const object = renderSubscription(fake, subscription);
  if (JSON.stringify(object) === JSON.stringify(before)) return;
  emitEvent(fake, { type: 'customer.subscription.updated', object }, { customer: subscription.customer, before });
}
