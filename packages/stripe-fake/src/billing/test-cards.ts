import { newId } from '../new-id.ts';
import type { CardBehaviour, CardRecord } from '../state/records.ts';

export interface TestCard {
  number: string;
  brand: string;
  behaviour: CardBehaviour;
  effect: string;
}

/** The only numbers that the simulation takes: a real card number is refused and kept nowhere. */
export const testCards: readonly TestCard[] = [
  { number: '4242424242424242', brand: 'visa', behaviour: 'ok', effect: 'pays' },
  { number: '5555555555554444', brand: 'mastercard', behaviour: 'ok', effect: 'pays' },
  {
    number: '4000002500003155',
    brand: 'visa',
    behaviour: 'authenticate_once',
    effect: 'asks its holder once, then pays',
  },
  {
    number: '4000002760003184',
    brand: 'visa',
    behaviour: 'authentication_required',
    effect: 'asks its holder every time',
  },
  { number: '4000000000000002', brand: 'visa', behaviour: 'declined', effect: 'is declined' },
  { number: '4000000000009995', brand: 'visa', behaviour: 'insufficient_funds', effect: 'has insufficient funds' },
  { number: '4000000000000069', brand: 'visa', behaviour: 'expired_card', effect: 'has expired' },
];

export function findTestCard(number: string): TestCard | null {
  const digits = number.replaceAll(/[\s-]/g, '');
  return testCards.find((card) => card.number === digits) ?? null;
}

export function makeCard(
  card: TestCard,
  details: { created: number; expMonth: number; expYear: number; name: string | null; email: string | null },
): CardRecord {
  const { brand, behaviour, number } = card;
  return { id: newId('pm'), brand, behaviour, last4: number.slice(-4), ...details };
}

export function groupDigits(number: string): string {
  return number.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
}
