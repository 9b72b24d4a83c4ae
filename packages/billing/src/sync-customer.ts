import { syncMirror } from '@modelmint/db/system/sync-mirror';
import type { BillingContext } from './billing-context.ts';
import { findCustomer } from './create-customer.ts';
import { readCustomer } from './read-customer.ts';

/**
 * Makes our mirror of a customer what Stripe says now: subscription, plan, limit, invoices and bought credit. All
 * webhooks, the page after a checkout and the periodic check call it; it may run at any time and any number of times.
 * `since`: enough when a sync began after this. Returns the organization, or null when the customer is nobody's.
 */
export async function syncCustomer(
  context: BillingContext,
  customerId: string,
  { since }: { since?: Date } = {},
): Promise<string | null> {
  // Before the lock: making the catalogue can take long, once.
  await context.catalogue();
  return syncMirror(context.db, {
    customerId,
    read: (open) => readCustomer(context, customerId, open),
    ...(since === undefined ? {} : { since }),
  });
}

/** The same for an organization; nothing to do for one that has never paid. */
export async function syncOrganization(context: BillingContext, organizationId: string): Promise<void> {
  const customerId = await findCustomer(context, organizationId);
  if (customerId !== null) await syncCustomer(context, customerId);
}
