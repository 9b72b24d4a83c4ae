import { needsCard } from '../billing/complete-session.ts';
import { lineAmount } from '../billing/round-half-even.ts';
import { groupDigits, testCards } from '../billing/test-cards.ts';
import type { Fake } from '../fake.ts';
import type { SessionRecord } from '../state/records.ts';
import { formatMoney } from './format.ts';
import { type Html, html } from './html.ts';

export interface PayFields {
  cardNumber: string;
  expiry: string;
  cvc: string;
  name: string;
  email: string;
}

export const suggestedFields: PayFields = {
  cardNumber: groupDigits(testCards[0]?.number ?? ''),
  expiry: '12 / 34',
  cvc: '123',
  name: '',
  email: '',
};

/** The form: a plain POST that works without any script. Pay comes first, because Enter presses the first button. */
export function payPage(
  fake: Fake,
  session: SessionRecord,
  { fields, error }: { fields: PayFields; error: string | null },
): Html {
  const verb = session.mode === 'subscription' ? 'Subscribe' : 'Pay';
  const total = formatMoney(session.amountTotal, session.currency);
  return html`<h1>${verb}</h1>
<p class="figure">${total}${session.mode === 'subscription' ? html` <span class="quiet">due today</span>` : null}</p>
${error === null ? null : html`<p class="note error" role="alert">${error}</p>`}
<section aria-labelledby="order"><h2 id="order">What you pay for</h2>${orderLines(fake, session)}</section>
<section aria-labelledby="card"><h2 id="card">Payment details</h2>
<form method="post">
${emailField(fake, session, fields)}
${needsCard(session) ? cardFields(fields) : html`<p>No card is needed: nothing is due today.</p>`}
<div class="actions">
<button type="submit" name="action" value="pay" class="primary">${verb} ${total}</button>
<button type="submit" name="action" value="cancel" formnovalidate>Cancel</button>
</div>
</form>
${testCardList()}
</section>`;
}

/** Stands for the page on which a bank asks the card holder. */
export function confirmPage(session: SessionRecord): Html {
  const total = formatMoney(session.amountTotal, session.currency);
  return html`<h1>Confirm the payment</h1>
<p>The bank of the card ending in ${session.cardToConfirm?.last4 ?? ''} asks you to confirm ${total}.</p>
<section aria-label="Confirmation">
<form method="post"><div class="actions">
<button type="submit" name="action" value="confirm" class="primary">Confirm ${total}</button>
<button type="submit" name="action" value="refuse">Refuse</button>
</div></form>
</section>`;
}

/** A session that takes no payment any more, or that was left. */
export function endedPage(title: string, text: string, link: { url: string; label: string } | null): Html {
  return html`<h1>${title}</h1>
<p class="quiet">${text}</p>
${link === null ? null : html`<p><a href="${link.url}">${link.label}</a></p>`}`;
}

function orderLines(fake: Fake, session: SessionRecord): Html {
  const trialDays = session.subscriptionData.trialPeriodDays;
  return html`<ul class="rows">
${session.lines.map((line) => {
  const price = fake.price(line.price);
  const per = price.recurring === null ? '' : ` each ${price.recurring.interval}`;
  const description = fake.product(price.product).description;
  const amount =
    line.quantity === null
      ? 'billed by use'
      : `${formatMoney(lineAmount(line.quantity, price.unitAmountDecimal), price.currency)}${per}`;
  const quantity = line.quantity === null || line.quantity === 1 ? '' : `${line.quantity} × `;
  return html`<li><span class="name">${quantity}${line.description}${description === null ? null : html`<br><span class="quiet">${description}</span>`}</span><span class="amount">${amount}</span></li>`;
})}
<li class="total"><span class="name">Due today${trialDays === null ? '' : `, after it a trial of ${trialDays} days`}</span><span class="amount">${formatMoney(session.amountTotal, session.currency)}</span></li>
</ul>`;
}

function emailField(fake: Fake, session: SessionRecord, fields: PayFields): Html {
  const known =
    session.customer === null ? session.customerEmail : (fake.state.customers[session.customer]?.email ?? null);
  if (known !== null) return html`<p>For <strong>${known}</strong></p>`;
  return html`<div class="field"><label for="email">E-mail</label>
<input id="email" name="email" type="email" required autocomplete="email" value="${fields.email}"></div>`;
}

function cardFields(fields: PayFields): Html {
  return html`<div class="field"><label for="card_number">Card number</label>
<input id="card_number" name="card_number" class="number" required inputmode="numeric" autocomplete="off" maxlength="23" aria-describedby="card_help" value="${fields.cardNumber}">
<p class="help" id="card_help">Only the test cards below. A real card number is refused and kept nowhere.</p></div>
<div class="pair">
<div class="field"><label for="expiry">Expiry (MM / YY)</label>
<input id="expiry" name="expiry" class="number" required inputmode="numeric" autocomplete="off" maxlength="9" value="${fields.expiry}"></div>
<div class="field"><label for="cvc">Security code</label>
<input id="cvc" name="cvc" class="number" required inputmode="numeric" autocomplete="off" maxlength="4" value="${fields.cvc}"></div>
</div>
<div class="field"><label for="name">Name on card (optional)</label>
<input id="name" name="name" autocomplete="off" maxlength="200" value="${fields.name}"></div>`;
}

function testCardList(): Html {
  return html`<details><summary>Test cards</summary>
<ul class="rows">${testCards.map(
    (card) =>
      html`<li><span class="amount">${groupDigits(card.number)}</span><span class="quiet">${card.effect}</span></li>`,
  )}</ul></details>`;
}
