import type Stripe from 'stripe';

export interface SavedCard {
  /** Of the payment method. */
  id: string;
  brand: string;
  last4: string;
}

/** The card that invoices are paid with, else the newest one that is kept; null when there is none. */
export async function savedCard(stripe: Stripe, customerId: string): Promise<SavedCard | null> {
  const customer = await stripe.customers.retrieve(customerId);
  // Who was deleted there has no cards, and asking for them is an error.
  if (customer.deleted) return null;
  const methods = await stripe.customers.listPaymentMethods(customerId, { type: 'card', limit: 10 });
  const chosen = customer.invoice_settings.default_payment_method;
  const chosenId = typeof chosen === 'string' ? chosen : chosen?.id;
  const method = methods.data.find(({ id }) => id === chosenId) ?? methods.data[0];
  if (method?.card == null) return null;
  const { brand, last4 } = method.card;
  return { id: method.id, brand, last4 };
}
