import { withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import type { Micros } from '@modelmint/domain/money';
import type Stripe from 'stripe';
import type { BillingContext } from './billing-context.ts';
import { findCustomer } from './create-customer.ts';
import { productIdOf } from './ensure-catalogue.ts';
import { liveSubscription } from './live-subscription.ts';
import { withStripe } from './stripe-error.ts';
import { syncCustomer } from './sync-customer.ts';

export interface PlanChange {
  organizationId: string;
  planCode: string;
}

export interface PlanPreview {
  planCode: string;
  /** Seconds; `changePlan` with it comes to what is shown here. null on a trial, where nothing is prorated. */
  prorationDate: number | null;
  /** For the unused time of the old plan, 0 or less; for the rest of the period on the new one. */
  creditMicros: Micros;
  chargeMicros: Micros;
  /** The fee of the period after this one. */
  feeMicros: Micros;
  /** When the invoice comes on which all of this stands. */
  invoiceAt: Date;
}

interface FoundChange {
  customerId: string;
  subscriptionId: string;
  /** The item of the monthly fee; meters stay as they are. */
  items: { id: string; price: string; quantity: number }[];
  periodEnd: Date;
}

const prorationBehavior = 'create_prorations';
const microsPerCent = 10_000n;
/** How long a preview may be looked at. */
const shownSeconds = 3_600;

/** Swaps the monthly fee of the live subscription; Stripe prorates it on the next invoice. Meters stay as they are. */
export async function changePlan(
  context: BillingContext,
  { prorationDate, ...change }: PlanChange & { prorationDate?: number | undefined },
): Promise<void> {
  const found = await findChange(context, change);
  if (prorationDate !== undefined) await refuseOldDate(context, found, prorationDate);
  const { customerId, subscriptionId, items } = found;
  await withStripe('Changing the plan', () =>
    context.stripe.subscriptions.update(subscriptionId, {
      items,
      proration_behavior: prorationBehavior,
      payment_behavior: 'pending_if_incomplete',
      ...(prorationDate === undefined ? {} : { proration_date: prorationDate }),
    }),
  );
  await syncCustomer(context, customerId);
}

/** A date of one's own choice, such as the end of the period, would make the rest of it free. */
async function refuseOldDate(context: BillingContext, found: FoundChange, prorationDate: number): Promise<void> {
  const now = prorationDateOf(await readPreview(context, found));
  if (now !== null && prorationDate <= now && prorationDate >= now - shownSeconds) return;
  throw new AppError('conflict', 'What the change costs has changed since it was shown. Look at it again.', {
    param: 'prorationDate',
  });
}

/** What a change would come to on the next invoice, as Stripe reckons it. Changes nothing. */
export async function previewPlan(context: BillingContext, change: PlanChange): Promise<PlanPreview> {
  const found = await findChange(context, change);
  const { periodEnd } = found;
  const { planOfProduct } = await context.catalogue();
  const invoice = await readPreview(context, found);
  const prorationDate = prorationDateOf(invoice);
  // Those of an earlier change in this period wait for the same invoice, and are no part of this one.
  const ours = invoice.lines.data.filter((line) => isProration(line) && line.period.start === prorationDate);
  const fee = invoice.lines.data.filter(
    (line) => !isProration(line) && planOfProduct.has(line.pricing?.price_details?.product ?? ''),
  );
  return {
    planCode: change.planCode,
    prorationDate,
    creditMicros: sum(ours.filter(({ amount }) => amount < 0)),
    chargeMicros: sum(ours.filter(({ amount }) => amount > 0)),
    feeMicros: sum(fee),
    invoiceAt: periodEnd,
  };
}

function readPreview({ stripe }: BillingContext, { subscriptionId, items }: FoundChange): Promise<Stripe.Invoice> {
  return withStripe('Reckoning the change of plan', () =>
    stripe.invoices.createPreview({
      subscription: subscriptionId,
      subscription_details: { items, proration_behavior: prorationBehavior },
    }),
  );
}

const prorationDateOf = ({ parent }: Stripe.Invoice): number | null =>
  parent?.subscription_details?.subscription_proration_date ?? null;

function isProration({ parent }: Stripe.InvoiceLineItem): boolean {
  return (parent?.subscription_item_details ?? parent?.invoice_item_details)?.proration === true;
}

const sum = (lines: Stripe.InvoiceLineItem[]): Micros =>
  lines.reduce((total, { amount }) => total + BigInt(amount) * microsPerCent, 0n);

async function findChange(context: BillingContext, { organizationId, planCode }: PlanChange): Promise<FoundChange> {
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
  const { items } = await withStripe('Reading the subscription', () => context.stripe.subscriptions.retrieve(live.id));
  const fee = items.data.find((item) => planOfProduct.has(productIdOf(item.price.product)));
  if (fee === undefined) throw new AppError('internal_error', `The subscription ${live.id} has no plan of ours.`);
  return {
    customerId,
    subscriptionId: live.id,
    items: [{ id: fee.id, price, quantity: 1 }],
    periodEnd: live.currentPeriodEnd,
  };
}
