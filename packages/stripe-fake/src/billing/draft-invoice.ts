import type { Fake } from '../fake.ts';
import { newId } from '../new-id.ts';
import { renderInvoice } from '../render/render-invoice.ts';
import type { InvoiceRecord, LineRecord, SubscriptionRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { Period } from './cycle-lines.ts';

/** How long a draft of a cycle waits for late usage. */
export const draftSeconds = 3600;

export interface DraftOptions {
  subscription: SubscriptionRecord;
  billingReason: 'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming';
  lines: LineRecord[];
  period: Period;
  at: number;
  /** null: finalised by the caller at once. */
  finalizesAt: number | null;
}

export function makeInvoice(options: DraftOptions): InvoiceRecord {
  const { subscription, at } = options;
  return {
    id: newId(options.billingReason === 'upcoming' ? 'upcoming_in' : 'in'),
    created: at,
    customer: subscription.customer,
    subscription: subscription.id,
    subscriptionMetadata: { ...subscription.metadata },
    currency: subscription.currency,
    status: 'draft',
    number: null,
    billingReason: options.billingReason,
    periodStart: options.period.start,
    periodEnd: options.period.end,
    lines: options.lines,
    autoAdvance: true,
    automaticallyFinalizesAt: options.finalizesAt,
    finalizedAt: null,
    paidAt: null,
    voidedAt: null,
    amountDue: 0,
    amountPaid: 0,
    attemptCount: 0,
    nextPaymentAttempt: null,
    startingBalance: 0,
    endingBalance: null,
    paymentIntents: [],
    metadata: {},
    description: null,
    footer: null,
    secret: newId('s', 32),
    createdEvent: null,
  };
}

/** Keeps a new draft, moves the waiting prorations into it and announces it. */
export function draftInvoice(fake: Fake, options: DraftOptions): InvoiceRecord {
  const { subscription } = options;
  const invoice = makeInvoice({ ...options, lines: [...subscription.pendingLines, ...options.lines] });
  subscription.pendingLines = [];
  subscription.latestInvoice = invoice.id;
  invoice.startingBalance = fake.customer(invoice.customer).balance;
  fake.state.invoices[invoice.id] = invoice;
  noteDebits(subscription, invoice);
  const event = emitEvent(
    fake,
    { type: 'invoice.created', object: renderInvoice(fake, invoice) },
    { customer: invoice.customer },
  );
  invoice.createdEvent = event.id;
  return invoice;
}

/** Remembers what was billed in advance: a later change of plan gives back a part of exactly this amount. */
export function noteDebits(subscription: SubscriptionRecord, invoice: InvoiceRecord): void {
  for (const line of invoice.lines) {
    const item = subscription.items.find(({ id }) => id === line.subscriptionItem);
    if (item === undefined) continue;
    if (line.kind === 'licensed')
      item.debit = { amount: line.amount, start: line.start, end: line.end, invoice: invoice.id, line: line.id };
    else if (item.debit?.line === line.id) item.debit.invoice = invoice.id;
  }
}
