import type { Fake } from '../fake.ts';
import { renderSession } from '../render/render-session.ts';
import type { InvoiceRecord, SessionRecord, SubscriptionRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { expirePendingUpdate } from './apply-pending-update.ts';
import { advanceInvoice } from './finalize-invoice.ts';
import { payInvoice } from './pay-invoice.ts';
import { runCycle } from './run-cycle.ts';

/** Something that the passing of time does to a customer. */
export type Due = { at: number; customer: string | null } & (
  | { kind: 'expire_session'; session: SessionRecord }
  | { kind: 'expire_update'; subscription: SubscriptionRecord }
  | { kind: 'finalize'; invoice: InvoiceRecord }
  | { kind: 'retry'; invoice: InvoiceRecord }
  | { kind: 'cycle'; subscription: SubscriptionRecord }
);

const order = ['expire_session', 'expire_update', 'finalize', 'retry', 'cycle'];

/** The first thing due for a customer up to `until`; `null` stands for sessions without a customer. */
export function nextDue(fake: Fake, customer: string | null, until: number): Due | null {
  const due = allDue(fake).filter((entry) => entry.customer === customer && entry.at <= until);
  due.sort((a, b) => a.at - b.at || order.indexOf(a.kind) - order.indexOf(b.kind));
  return due[0] ?? null;
}

/** Those for whom something is due by their own clock. */
export function customersWithDue(fake: Fake): Set<string | null> {
  const due = allDue(fake).filter(({ at, customer }) => at <= fake.clockOf(customer));
  return new Set(due.map(({ customer }) => customer));
}

/** Returns the invoice that was made or changed. */
export function runDue(fake: Fake, due: Due): InvoiceRecord | null {
  switch (due.kind) {
    case 'expire_session':
      expireSession(fake, due.session);
      return null;
    case 'expire_update':
      expirePendingUpdate(fake, due.subscription, due.at);
      return null;
    case 'finalize':
      advanceInvoice(fake, due.invoice, { at: due.at });
      return due.invoice;
    case 'retry':
      payInvoice(fake, due.invoice, { at: due.at });
      return due.invoice;
    case 'cycle':
      return runCycle(fake, due.subscription);
  }
}

export function expireSession(fake: Fake, session: SessionRecord): void {
  session.status = 'expired';
  session.cardToConfirm = null;
  emitEvent(
    fake,
    { type: 'checkout.session.expired', object: renderSession(fake, session) },
    { customer: session.customer },
  );
}

export function isLive(subscription: SubscriptionRecord): boolean {
  return ['active', 'trialing', 'past_due'].includes(subscription.status);
}

function allDue(fake: Fake): Due[] {
  const due: Due[] = [];
  for (const session of Object.values(fake.state.sessions)) {
    if (session.status === 'open')
      due.push({ kind: 'expire_session', at: session.expiresAt, customer: session.customer, session });
  }
  for (const subscription of Object.values(fake.state.subscriptions)) {
    const { customer, periodEnd, pendingUpdate } = subscription;
    if (isLive(subscription)) due.push({ kind: 'cycle', at: periodEnd, customer, subscription });
    if (pendingUpdate !== null)
      due.push({ kind: 'expire_update', at: pendingUpdate.expiresAt, customer, subscription });
  }
  return [...due, ...Object.values(fake.state.invoices).flatMap(dueOfInvoice)];
}

function dueOfInvoice(invoice: InvoiceRecord): Due[] {
  if (invoice.status === 'draft' && invoice.autoAdvance && invoice.automaticallyFinalizesAt !== null)
    return [{ kind: 'finalize', at: invoice.automaticallyFinalizesAt, customer: invoice.customer, invoice }];
  if (invoice.status === 'open' && invoice.nextPaymentAttempt !== null)
    return [{ kind: 'retry', at: invoice.nextPaymentAttempt, customer: invoice.customer, invoice }];
  return [];
}
