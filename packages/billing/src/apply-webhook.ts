import type { WebhookInbox } from '@modelmint/db/generated/client';
import { failWebhook, findWebhook, finishWebhook, type WebhookKey } from '@modelmint/db/system/webhook-inbox';
import { AppError } from '@modelmint/domain/errors';
import type { BillingContext } from './billing-context.ts';
import { flushUsage } from './flush-usage.ts';
import { syncCustomer } from './sync-customer.ts';

/**
 * The event is a doorbell: it says whose billing account to read again, and nothing in it is believed. Throws when
 * that fails; the row stays unprocessed and comes again.
 */
export async function applyWebhook(context: BillingContext, key: WebhookKey): Promise<void> {
  const webhook = await findWebhook(context.db, key);
  if (webhook === null || webhook.processedAt !== null) return;
  try {
    await finishWebhook(context.db, key, await applyEvent(context, webhook));
  } catch (error) {
    await failWebhook(context.db, key, error instanceof Error ? error.message : String(error));
    throw error;
  }
}

/** Returns why nothing came of it, or null. */
async function applyEvent(context: BillingContext, webhook: WebhookInbox): Promise<string | null> {
  const customerId = customerOf(webhook.payload);
  if (customerId === null) return null;
  const organizationId = await syncCustomer(context, customerId, { since: webhook.receivedAt });
  if (organizationId === null) return `The customer ${customerId} belongs to no organization here.`;
  // Stripe reads the meters when the draft becomes final, an hour later: all usage must be there by then.
  if (webhook.type === 'invoice.created') {
    const { unsent } = await flushUsage(context, { organizationId });
    if (unsent > 0) throw new AppError('payments_unavailable', `${unsent} hourly totals are not at the meter yet.`);
  }
  return null;
}

function customerOf(payload: unknown): string | null {
  const { data } = payload as { data?: { object?: { id?: unknown; object?: unknown; customer?: unknown } } };
  const object = data?.object;
  if (object === undefined) return null;
  const id = object.object === 'customer' ? object.id : object.customer;
  return typeof id === 'string' ? id : null;
}
