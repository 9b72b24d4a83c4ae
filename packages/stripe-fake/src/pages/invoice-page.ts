import { refreshDraft, totalOf } from '../billing/cycle-lines.ts';
import type { Fake } from '../fake.ts';
import type { InvoiceRecord } from '../state/records.ts';
import { formatDate, formatMoney, formatPeriod } from './format.ts';
import { type Html, html } from './html.ts';

export const invoiceStates: Record<InvoiceRecord['status'], string> = {
  draft: 'Draft',
  open: 'Open',
  paid: 'Paid',
  void: 'Void',
};

export function invoicePage(
  fake: Fake,
  invoice: InvoiceRecord,
  message: { text: string; isError: boolean } | null,
): Html {
  refreshDraft(fake, invoice);
  const customer = fake.state.customers[invoice.customer];
  const total = totalOf(invoice);
  const credit = invoice.status === 'draft' ? 0 : total - invoice.amountDue;
  const money = (cents: number) => formatMoney(cents, invoice.currency);
  return html`<h1>Invoice ${invoice.number ?? '(draft)'}</h1>
<p class="quiet">${invoiceStates[invoice.status]} · ${formatDate(invoice.finalizedAt ?? invoice.created)} · ${customer?.name ?? customer?.email ?? invoice.customer}</p>
<p class="figure">${money(invoice.status === 'draft' ? total : invoice.amountDue)}</p>
${message === null ? null : html`<p class="note ${message.isError ? 'error' : 'done'}" role="${message.isError ? 'alert' : 'status'}">${message.text}</p>`}
<section aria-labelledby="lines"><h2 id="lines">Lines</h2>
<ul class="rows">
${invoice.lines.map(
  (line) =>
    html`<li><span class="name">${line.description}<br><span class="quiet">${formatPeriod(line)}</span></span><span class="amount">${money(line.amount)}</span></li>`,
)}
<li class="total"><span class="name">Total</span><span class="amount">${money(total)}</span></li>
${credit === 0 ? null : html`<li><span class="name">${credit > 0 ? 'Credit used' : 'Credit kept for the next invoice'}</span><span class="amount">${money(-credit)}</span></li>`}
<li><span class="name">Paid</span><span class="amount">${money(invoice.amountPaid)}</span></li>
</ul></section>
${invoice.status === 'open' ? payForm(money(invoice.amountDue - invoice.amountPaid), customer?.card?.last4 ?? null) : null}`;
}

function payForm(due: string, last4: string | null): Html {
  return html`<section aria-label="Payment"><form method="post">
<p>${last4 === null ? 'No card is saved. Choose one in the billing portal first.' : `The saved card ends in ${last4}.`}</p>
<div class="actions one"><button type="submit" name="action" value="pay" class="primary">Pay ${due}</button></div>
</form></section>`;
}
