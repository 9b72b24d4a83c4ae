import { withOrg } from '@modelmint/db/with-org';
import type { BillingContext } from './billing-context.ts';
import { findCustomer } from './create-customer.ts';
import { liveSubscription } from './live-subscription.ts';
import { withStripe } from './stripe-error.ts';
import { syncCustomer } from './sync-customer.ts';

/** On a subscription that we ended ourselves, so that restoring the organization takes back no wish of the customer. */
const endedBy = 'modelmint_ended_by';
const deletion = 'organization_deletion';

/**
 * Ends the subscription with its paid period, since its organization is being deleted; or goes on with one that was
 * ended so. Nothing to do without one, and a second time. Throws `payments_unavailable`.
 */
export async function endAtPeriodEnd(
  context: BillingContext,
  { organizationId, isEnding }: { organizationId: string; isEnding: boolean },
): Promise<void> {
  const customerId = await findCustomer(context, organizationId);
  if (customerId === null) return;
  await syncCustomer(context, customerId);
  const live = await withOrg(context.db, organizationId, (tx) => liveSubscription(tx, organizationId));
  if (live === null || live.cancelAtPeriodEnd === isEnding) return;
  await withStripe('Ending the subscription', async () => {
    const { metadata } = await context.stripe.subscriptions.retrieve(live.id);
    if (!isEnding && metadata[endedBy] !== deletion) return;
    await context.stripe.subscriptions.update(live.id, {
      cancel_at_period_end: isEnding,
      metadata: { [endedBy]: isEnding ? deletion : '' },
    });
  });
  await syncCustomer(context, customerId);
}
