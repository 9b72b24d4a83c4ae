import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { BillingContext } from './billing-context.ts';
import { findCustomer } from './create-customer.ts';
import { productIdOf } from './ensure-catalogue.ts';
import { liveSubscription } from './live-subscription.ts';
import { withStripe } from './stripe-error.ts';
import { syncCustomer } from './sync-customer.ts';

/** Swaps the monthly fee of the live subscription; Stripe prorates it on the next invoice. Meters stay as they are. */
export async function changePlan(
  context: BillingContext,
  { organizationId, planCode }: { organizationId: string; planCode: string },
): Promise<void> {
  const { planPrices, planOfProduct } = await context.catalogue();
  const price = planPrices.get(planCode);
  if (price === undefined)
    throw new AppError('invalid_value', `There is no plan "${planCode}" to change to.`, { param: 'planCode' });
  const customerId = await findCustomer(context, organizationId);
  if (customerId !== null) await syncCustomer(context, customerId);
  const live = await withOrg(context.db, organizationId, (tx) => liveSubscription(tx, organizationId));
  if (customerId === null || live === null)
    throw new AppError('conflict', 'There is no subscription to change. Subscribe to a plan first.');
  if (live.planCode === planCode) throw new AppError('conflict', `The plan is "${planCode}" already.`);
  await withStripe('Changing the plan', async () => {
    const { items } = await context.stripe.subscriptions.retrieve(live.id);
    const fee = items.data.find((item) => planOfProduct.has(productIdOf(item.price.product)));
    if (fee === undefined) throw new AppError('internal_error', `The subscription ${live.id} has no plan of ours.`);
    await context.stripe.subscriptions.update(live.id, {
      items: [{ id: fee.id, price, quantity: 1 }],
      proration_behavior: 'create_prorations',
      payment_behavior: 'pending_if_incomplete',
    });
  });
  await syncCustomer(context, customerId);
}
