import type { StripeSubscription } from '@modelmint/db/generated/client';
import { liveStatuses } from '@modelmint/db/system/customer-snapshot';
import type { OrgTransaction } from '@modelmint/db/with-org';

/** The one subscription that an organization may have, from the mirror. */
export async function liveSubscription(tx: OrgTransaction, organizationId: string): Promise<StripeSubscription | null> {
  return tx.stripeSubscription.findFirst({ where: { organizationId, status: { in: [...liveStatuses] } } });
}
