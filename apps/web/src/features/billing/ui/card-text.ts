import type { Translate } from '../../../i18n/translate.ts';
import type { BillingView } from './billing-view.ts';

/** `Visa ending in 4242`. */
export function cardText(t: Translate<'billing'>, card: BillingView['card']): string {
  if (card === null) return t('topUp.noCard');
  const brand = card.brand.charAt(0).toUpperCase() + card.brand.slice(1);
  return t('topUp.cardEnds', { brand, last4: card.last4 });
}
