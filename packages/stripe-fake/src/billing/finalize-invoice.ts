import type { Fake } from '../fake.ts';
import { invalidRequest } from '../http/api-error.ts';
import { renderInvoice } from '../render/render-invoice.ts';
import type { InvoiceRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { refreshDraft, totalOf } from './cycle-lines.ts';
import { type Attempt, markPaid, payInvoice } from './pay-invoice.ts';

/** Reads the metered usage for the last time, gives the invoice its number and what the customer owes. */
export function finalizeInvoice(fake: Fake, invoice: InvoiceRecord, at: number): void {
  if (invoice.status !== 'draft')
    throw invalidRequest(
      'This invoice is already finalized, you can’t re-finalize a non-draft invoice.',
      'invoice_not_editable',
    );
  refreshDraft(fake, invoice);
  const customer = fake.customer(invoice.customer);
  invoice.number = `${customer.invoicePrefix}-${String(customer.nextInvoiceSequence).padStart(4, '0')}`;
  customer.nextInvoiceSequence += 1;
  customer.currency ??= invoice.currency;
  invoice.status = 'open';
  invoice.finalizedAt = at;
  invoice.automaticallyFinalizesAt = null;
  invoice.startingBalance = customer.balance;
  const owed = totalOf(invoice) + customer.balance;
  invoice.amountDue = Math.max(0, owed);
  customer.balance = Math.min(0, owed);
  invoice.endingBalance = customer.balance;
  emitEvent(fake, { type: 'invoice.finalized', object: renderInvoice(fake, invoice) }, { customer: invoice.customer });
}

/** What happens to a draft whose time has come: finalised, then charged. */
export function advanceInvoice(fake: Fake, invoice: InvoiceRecord, attempt: Attempt): void {
  finalizeInvoice(fake, invoice, attempt.at);
  if (invoice.amountDue === 0) markPaid(fake, invoice, attempt.at);
  else payInvoice(fake, invoice, attempt);
}
