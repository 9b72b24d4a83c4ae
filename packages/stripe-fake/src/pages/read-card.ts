import { findTestCard, makeCard } from '../billing/test-cards.ts';
import type { CardRecord } from '../state/records.ts';
import type { PayFields } from './pay-page.ts';

/** The card of the form, or the sentence that says what is wrong and how to mend it. `now` in Unix seconds. */
export function readCard(fields: PayFields, now: number): CardRecord | string {
  const card = findTestCard(fields.cardNumber);
  if (card === null)
    return 'This card number is not one of the test cards. Enter one from the list, for example 4242 4242 4242 4242.';
  const match = /^\s*(\d{1,2})\s*\/?\s*(\d{2}|\d{4})\s*$/.exec(fields.expiry);
  const expMonth = Number(match?.[1] ?? 0);
  const yearText = match?.[2] ?? '0';
  const expYear = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText);
  if (expMonth < 1 || expMonth > 12)
    return 'The expiry is not a month and a year. Enter it as MM / YY, for example 12 / 34.';
  // A card is good to the end of its month.
  if (Date.UTC(expYear, expMonth) / 1000 <= now)
    return 'The expiry lies in the past. Enter a later month, for example 12 / 34.';
  if (!/^\d{3,4}$/.test(fields.cvc.trim()))
    return 'The security code is not three or four digits. Enter any, for example 123.';
  const name = fields.name.trim() === '' ? null : fields.name.trim();
  const email = fields.email.trim() === '' ? null : fields.email.trim();
  return makeCard(card, { created: now, expMonth, expYear, name, email });
}
