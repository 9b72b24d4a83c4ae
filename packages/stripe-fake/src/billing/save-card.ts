import type { Fake } from '../fake.ts';
import { renderCustomer } from '../render/render-customer.ts';
import { renderPaymentMethod } from '../render/render-payment-method.ts';
import type { CardBehaviour, CardRecord, CustomerRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { makeCard, testCards } from './test-cards.ts';

/** The card that this customer's next charges go to; it replaces the one before. */
export function saveCard(fake: Fake, customer: CustomerRecord, card: CardRecord): void {
  const before = renderCustomer(fake, customer);
  const context = { customer: customer.id };
  if (customer.card !== null) {
    const detached = renderPaymentMethod(customer.card, null);
    emitEvent(fake, { type: 'payment_method.detached', object: detached }, context);
  }
  customer.card = card;
  emitEvent(fake, { type: 'payment_method.attached', object: renderPaymentMethod(card, customer.id) }, context);
  emitEvent(fake, { type: 'customer.updated', object: renderCustomer(fake, customer) }, { ...context, before });
}

/** Gives the customer the test card that behaves so. */
export function saveTestCard(fake: Fake, customer: CustomerRecord, behaviour: CardBehaviour): CardRecord {
  const found = testCards.find((entry) => entry.behaviour === behaviour);
  if (found === undefined) throw new Error(`No test card behaves as ${behaviour}.`);
  const created = fake.clockOf(customer.id);
  const expYear = new Date(created * 1000).getUTCFullYear() + 3;
  const card = makeCard(found, { created, expMonth: 12, expYear, name: customer.name, email: customer.email });
  saveCard(fake, customer, card);
  return card;
}
