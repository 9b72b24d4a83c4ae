import { hasCustomers } from '@modelmint/db/system/list-customers';
import { keepWebhook, type WebhookKey } from '@modelmint/db/system/webhook-inbox';
import type { BillingContext } from './billing-context.ts';
import { webhookSource } from './receive-webhook.ts';
import { withStripe } from './stripe-error.ts';

const eventsMax = 500;

/** Fetches the events that Stripe could not deliver. Returns those that are new here, to be applied. */
export async function catchUpWebhooks({ stripe, db }: BillingContext): Promise<WebhookKey[]> {
  // Nobody has paid yet, so nothing can have been missed.
  if (!(await hasCustomers(db))) return [];
  const events = await withStripe('Reading undelivered events', () =>
    stripe.events.list({ delivery_success: false, limit: 100 }).autoPagingToArray({ limit: eventsMax }),
  );
  const fresh: WebhookKey[] = [];
  for (const event of events) {
    const key = { source: webhookSource, externalId: event.id };
    if (await keepWebhook(db, { ...key, type: event.type, payload: event })) fresh.push(key);
  }
  return fresh;
}
