import type { CheckoutAttempt } from '@modelmint/db/generated/client';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { AppError } from '@modelmint/domain/errors';
import { newId } from '@modelmint/domain/ids';
import { formatUsd, type Micros } from '@modelmint/domain/money';
import { creditPurchaseMicros } from '@modelmint/domain/money-rules';
import type Stripe from 'stripe';
import type { BillingContext } from './billing-context.ts';
import { createCustomer, updateCustomer } from './create-customer.ts';
import { liveSubscription } from './live-subscription.ts';
import { withStripe } from './stripe-error.ts';
import { syncCustomer } from './sync-customer.ts';

export type Purchase = { kind: 'subscription'; planCode: string } | { kind: 'credit'; amountMicros: Micros };

export interface CheckoutRequest {
  organizationId: string;
  /** For the receipt. */
  email: string | null;
  purchase: Purchase;
}

const microsPerCent = 10_000n;

/**
 * Opens Stripe's payment page. One page is open at a time for each kind: asking for the same again gives the same
 * page, asking for something else closes the one before. Nothing is granted here; `syncCustomer` sees what was paid.
 */
export async function startCheckout(context: BillingContext, request: CheckoutRequest): Promise<{ url: string }> {
  const { organizationId, purchase, email } = request;
  const price = await checkPurchase(context, purchase);
  const customerId = await createCustomer(context, organizationId);
  // Reads Stripe, so that a subscription of which we have not heard is not bought twice; fails when Stripe is away.
  await syncCustomer(context, customerId);
  const { attempt, older, name } = await withOrg(context.db, organizationId, (tx) => takeAttempt(tx, request));
  if (older !== null) {
    await closeSession(context, older, customerId);
    return startCheckout(context, request);
  }
  if (attempt.url !== null) return { url: attempt.url };
  await updateCustomer(context, customerId, { name, email });
  const params = sessionParams(context, { organizationId, customerId, purchase, price });
  const session = await withStripe('Opening the payment page', () =>
    context.stripe.checkout.sessions.create(params, { idempotencyKey: `checkout:${attempt.id}` }),
  );
  if (session.url === null) throw new AppError('internal_error', 'The payment provider gave no address to pay at.');
  await keepSession(context, attempt, { id: session.id, url: session.url });
  return { url: session.url };
}

interface SubscriptionPrices {
  fee: string;
  meters: string[];
}

/** What to subscribe to; null for credit, whose price is its amount. */
async function checkPurchase(context: BillingContext, purchase: Purchase): Promise<SubscriptionPrices | null> {
  if (purchase.kind === 'subscription') {
    const { planPrices, meterPrices } = await context.catalogue();
    const fee = planPrices.get(purchase.planCode);
    if (fee !== undefined) return { fee, meters: [...meterPrices.values()] };
    throw new AppError('invalid_value', `There is no plan "${purchase.planCode}" to subscribe to.`, {
      param: 'planCode',
    });
  }
  const { min, max } = creditPurchaseMicros;
  const { amountMicros } = purchase;
  if (amountMicros < min || amountMicros > max || amountMicros % microsPerCent !== 0n)
    throw new AppError('invalid_value', `Credit is sold from ${formatUsd(min)} to ${formatUsd(max)}, in whole cents.`, {
      param: 'amountMicros',
    });
  return null;
}

interface TakenAttempt {
  attempt: CheckoutAttempt;
  /** An open page for something else, or one that has no address yet; to be closed first. */
  older: CheckoutAttempt | null;
  /** Of the organization. */
  name: string;
}

async function takeAttempt(tx: OrgTransaction, { organizationId, purchase }: CheckoutRequest): Promise<TakenAttempt> {
  await tx.$queryRaw`SELECT 1 FROM "organization" WHERE "id" = ${organizationId} FOR UPDATE`;
  const { name } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  const { kind } = purchase;
  if (kind === 'subscription' && (await liveSubscription(tx, organizationId)) !== null)
    throw new AppError('conflict', 'There is a subscription already. Change its plan instead of buying another.');
  const planCode = kind === 'subscription' ? purchase.planCode : null;
  const amountMicros = kind === 'credit' ? purchase.amountMicros : null;
  const open = await tx.checkoutAttempt.findFirst({ where: { organizationId, kind, state: 'OPEN' } });
  if (open !== null) {
    const isSame = open.planCode === planCode && open.amountMicros === amountMicros;
    return { attempt: open, older: isSame ? null : open, name };
  }
  const attempt = await tx.checkoutAttempt.create({
    data: { id: newId('checkoutAttempt'), organizationId, kind, planCode, amountMicros },
  });
  return { attempt, older: null, name };
}

/** A page that was paid at the last moment cannot be closed: then the sync finds what it bought. */
async function closeSession(context: BillingContext, older: CheckoutAttempt, customerId: string): Promise<void> {
  const { id, organizationId, sessionId } = older;
  if (sessionId !== null) {
    await context.stripe.checkout.sessions.expire(sessionId).catch((error: unknown) => {
      context.log.info({ err: error, sessionId }, 'the payment page was closed or paid before');
    });
    await syncCustomer(context, customerId);
    const now = await withOrg(context.db, organizationId, (tx) => tx.checkoutAttempt.findUnique({ where: { id } }));
    if (now?.state === 'OPEN')
      throw new AppError('payments_unavailable', 'The payment page that is open could not be closed. Try again.');
    return;
  }
  await withOrg(context.db, organizationId, (tx) =>
    tx.checkoutAttempt.updateMany({
      where: { id, state: 'OPEN', sessionId: null },
      data: { state: 'EXPIRED', finishedAt: new Date() },
    }),
  );
}

/** When another tab has closed the attempt meanwhile, its page must not stay open behind our back. */
async function keepSession(
  context: BillingContext,
  { id, organizationId }: CheckoutAttempt,
  session: { id: string; url: string },
): Promise<void> {
  const { count } = await withOrg(context.db, organizationId, (tx) =>
    tx.checkoutAttempt.updateMany({
      where: { id, state: 'OPEN' },
      data: { sessionId: session.id, url: session.url },
    }),
  );
  if (count === 1) return;
  await withStripe('Closing the payment page', () => context.stripe.checkout.sessions.expire(session.id));
  throw new AppError('conflict', 'Another checkout was started at the same time. Use that one, or start again.');
}

function sessionParams(
  { publicUrl }: BillingContext,
  options: { organizationId: string; customerId: string; purchase: Purchase; price: SubscriptionPrices | null },
): Stripe.Checkout.SessionCreateParams {
  const { organizationId, customerId, purchase, price } = options;
  const page = `${publicUrl}/organizations/${organizationId}/billing`;
  const common = {
    customer: customerId,
    client_reference_id: organizationId,
    success_url: `${page}?checkout=complete&session_id={CHECKOUT_SESSION_ID}`,
    cancel_url: `${page}?checkout=cancelled`,
  };
  const metadata = { organization_id: organizationId };
  if (purchase.kind === 'credit')
    return {
      ...common,
      mode: 'payment',
      line_items: [
        {
          quantity: 1,
          price_data: {
            currency: 'usd',
            unit_amount: Number(purchase.amountMicros / microsPerCent),
            product_data: { name: 'Modelmint credit' },
          },
        },
      ],
      payment_intent_data: { metadata },
    };
  if (price === null) throw new Error('a subscription has a price');
  return {
    ...common,
    mode: 'subscription',
    line_items: [{ price: price.fee, quantity: 1 }, ...price.meters.map((meter) => ({ price: meter }))],
    subscription_data: { metadata, billing_mode: { type: 'flexible' } },
  };
}
