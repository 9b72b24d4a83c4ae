import { totalOf } from '../billing/cycle-lines.ts';
import { isLive } from '../billing/next-due.ts';
import { groupDigits, testCards } from '../billing/test-cards.ts';
import type { Fake } from '../fake.ts';
import { invoicePage } from '../render/render-invoice.ts';
import type { CustomerRecord, PortalSessionRecord, SubscriptionRecord } from '../state/records.ts';
import { formatDate, formatMoney } from './format.ts';
import { type Html, html } from './html.ts';
import { invoiceStates } from './invoice-page.ts';

/** What a form of this page did, shown once after it. */
export const portalMessages = {
  cancelled: 'The subscription ends with its current period.',
  kept: 'The subscription goes on.',
  card: 'The card was changed.',
} as const;

export function portalPage(
  fake: Fake,
  session: PortalSessionRecord,
  { customer, message }: { customer: CustomerRecord; message: string | null },
): Html {
  const own = Object.values(fake.state.subscriptions).filter((entry) => entry.customer === customer.id);
  return html`<h1>Billing portal</h1>
<p class="quiet">${customer.name ?? customer.email ?? customer.id}</p>
${message === null ? null : html`<p class="note done" role="status">${message}</p>`}
<section aria-labelledby="subscriptions"><h2 id="subscriptions">Subscription</h2>
${own.length === 0 ? html`<p class="quiet">There is none.</p>` : own.map((entry) => subscriptionPart(fake, entry))}
</section>
${cardPart(customer)}
<section aria-labelledby="invoices"><h2 id="invoices">Invoices</h2>${invoiceList(fake, customer)}</section>
${session.returnUrl === null ? null : html`<p class="back"><a href="${session.returnUrl}">Return</a></p>`}`;
}

const states: Record<SubscriptionRecord['status'], string> = {
  active: 'Active',
  trialing: 'In its trial',
  past_due: 'Payment overdue',
  canceled: 'Cancelled',
  paused: 'Paused',
};

function subscriptionPart(fake: Fake, subscription: SubscriptionRecord): Html {
  const names = subscription.items
    .filter(({ quantity }) => quantity !== null)
    .map(({ price }) => fake.product(fake.price(price).product).name)
    .join(', ');
  const state = subscription.cancelAtPeriodEnd
    ? `ends on ${formatDate(subscription.periodEnd)}`
    : isLive(subscription)
      ? `renews on ${formatDate(subscription.periodEnd)}`
      : `ended on ${formatDate(subscription.endedAt ?? subscription.periodEnd)}`;
  const action = subscription.cancelAtPeriodEnd ? 'keep' : 'cancel';
  return html`<p><strong>${names || 'Usage'}</strong><br><span class="quiet">${states[subscription.status]}, ${state}</span></p>
${
  isLive(subscription)
    ? html`<form method="post"><input type="hidden" name="subscription" value="${subscription.id}">
<div class="actions one"><button type="submit" name="action" value="${action}">${action === 'keep' ? 'Keep the subscription' : 'Cancel at the end of the period'}</button></div></form>`
    : null
}`;
}

function cardPart(customer: CustomerRecord): Html {
  const { card } = customer;
  return html`<section aria-labelledby="card"><h2 id="card">Card</h2>
<p>${card === null ? 'No card is saved.' : `${card.brand === 'visa' ? 'Visa' : 'Mastercard'} ending in ${card.last4}, to ${card.expMonth}/${card.expYear}`}</p>
<form method="post"><div class="field"><label for="card_number">Test card</label>
<select id="card_number" name="card_number">${testCards.map(
    (entry) =>
      html`<option value="${entry.number}"${entry.number.slice(-4) === card?.last4 ? html` selected` : null}>${groupDigits(entry.number)}: ${entry.effect}</option>`,
  )}</select></div>
<div class="actions one"><button type="submit" name="action" value="card">Use this card</button></div></form></section>`;
}

function invoiceList(fake: Fake, customer: CustomerRecord): Html {
  const invoices = Object.values(fake.state.invoices)
    .filter((invoice) => invoice.customer === customer.id && invoice.status !== 'draft')
    .toReversed();
  if (invoices.length === 0) return html`<p class="quiet">There is none yet.</p>`;
  return html`<ul class="rows">${invoices.map(
    (invoice) =>
      html`<li><span class="name"><a href="${invoicePage(fake, invoice)}">${invoice.number}</a> <span class="quiet">${formatDate(invoice.finalizedAt ?? invoice.created)} · ${invoiceStates[invoice.status]}</span></span><span class="amount">${formatMoney(totalOf(invoice), invoice.currency)}</span></li>`,
  )}</ul>`;
}
