import type { Fake } from '../fake.ts';
import { invalidRequest } from '../http/api-error.ts';
import type { InvoiceRecord, SubscriptionRecord } from '../state/records.ts';
import { nextBoundary } from './calendar.ts';
import { changePlan, type ItemChange } from './change-plan.ts';
import { licensedLines, meteredLines } from './cycle-lines.ts';
import { makeInvoice } from './draft-invoice.ts';
import { cycleOf } from './run-cycle.ts';

export interface PreviewOptions {
  items: ItemChange[];
  at: number;
  prorationBehavior: 'create_prorations' | 'always_invoice' | 'none';
}

/** The next invoice as it would be now, with or without a change of items; keeps and announces nothing. */
export function previewInvoice(fake: Fake, subscription: SubscriptionRecord, options: PreviewOptions): InvoiceRecord {
  if (subscription.status === 'canceled')
    throw invalidRequest(`No upcoming invoices for subscription: ${subscription.id}`, 'invoice_upcoming_none');
  const isProrated = options.prorationBehavior !== 'none';
  const change = changePlan(fake, subscription, { items: options.items, at: options.at, isProrated });
  const pending = [...subscription.pendingLines, ...change.prorations];
  const closing = { start: subscription.periodStart, end: subscription.periodEnd };
  const base = { subscription, billingReason: 'upcoming', period: closing, finalizesAt: null } as const;
  if (options.prorationBehavior === 'always_invoice')
    return withBalance(fake, makeInvoice({ ...base, lines: pending, at: options.at }));
  const changed = { ...subscription, items: change.items };
  const metered = subscription.status === 'trialing' ? [] : meteredLines(fake, changed, closing);
  const coming = { start: closing.end, end: nextBoundary(cycleOf(fake, changed), closing.end) };
  const licensed = subscription.cancelAtPeriodEnd ? [] : licensedLines(fake, changed, coming);
  return withBalance(fake, makeInvoice({ ...base, lines: [...pending, ...metered, ...licensed], at: closing.end }));
}

function withBalance(fake: Fake, invoice: InvoiceRecord): InvoiceRecord {
  return { ...invoice, startingBalance: fake.customer(invoice.customer).balance };
}
