import {
  type CustomerSnapshot,
  type InvoiceLine,
  type InvoiceSnapshot,
  isLive,
  type RefundSnapshot,
  type SessionSnapshot,
  type SubscriptionSnapshot,
} from '@modelmint/db/system/customer-snapshot';
import type Stripe from 'stripe';
import type { BillingContext } from './billing-context.ts';
import { type Catalogue, productIdOf } from './ensure-catalogue.ts';
import { savedCard } from './saved-card.ts';
import { withStripe } from './stripe-error.ts';

/** The newest ones; older invoices do not change. */
const invoicesMax = 24;
/** Every account is read each day, so an older refund is known. */
const refundDays = 30;

/** Reads everything that the mirror keeps of a customer, and ends a second subscription where there is one. */
export async function readCustomer(
  context: BillingContext,
  customerId: string,
  { sessionIds }: { sessionIds: string[] },
): Promise<CustomerSnapshot> {
  const catalogue = await context.catalogue();
  const { stripe } = context;
  return withStripe('Reading the billing account', async () => {
    const [subscriptions, invoices, sessions, refunds, card] = await Promise.all([
      stripe.subscriptions.list({ customer: customerId, status: 'all', limit: 100 }),
      stripe.invoices.list({ customer: customerId, limit: invoicesMax }),
      Promise.all(sessionIds.map((id) => stripe.checkout.sessions.retrieve(id))),
      readRefunds(stripe, customerId),
      savedCard(stripe, customerId),
    ]);
    const own = await endSecond(context, subscriptions.data);
    return {
      subscriptions: own.flatMap((subscription) => toSubscription(context, catalogue, subscription)),
      invoices: await Promise.all(invoices.data.map((invoice) => toInvoice(stripe, catalogue, invoice))),
      // Our own row names the session, but only the customer's own session may pay into its wallet.
      sessions: sessions.filter(({ customer }) => idOf(customer) === customerId).map(toSession),
      refunds,
      card,
    };
  });
}

/** Stripe lists refunds of a payment or of everybody; the payments for credit carry our mark. */
async function readRefunds(stripe: Stripe, customerId: string): Promise<RefundSnapshot[]> {
  const payments = await stripe.paymentIntents.list({ customer: customerId, limit: 100 });
  const bought = new Set(payments.data.filter(({ metadata }) => 'organization_id' in metadata).map(({ id }) => id));
  if (bought.size === 0) return [];
  const gte = Math.floor(Date.now() / 1_000) - refundDays * 86_400;
  const refunds = await stripe.refunds.list({ created: { gte }, limit: 100 }).autoPagingToArray({ limit: 1_000 });
  return refunds
    .filter(({ status, payment_intent }) => status === 'succeeded' && bought.has(idOf(payment_intent) ?? ''))
    .map(({ id, amount }) => ({ id, amountMicros: BigInt(amount) * microsPerCent }));
}

/** Two paid checkouts can make two subscriptions; the better and older one stays, unused time of the other is credited. */
async function endSecond(
  { stripe, log }: BillingContext,
  subscriptions: Stripe.Subscription[],
): Promise<Stripe.Subscription[]> {
  const rank = ({ status }: Stripe.Subscription) => (status === 'active' || status === 'trialing' ? 0 : 1);
  const live = subscriptions
    .filter(({ status }) => isLive(status))
    // `created` has whole seconds; within one, Stripe's own order (newest first) tells, and the sort is stable.
    .reverse()
    .sort((a, b) => rank(a) - rank(b) || a.created - b.created);
  const [kept, ...extra] = live;
  const ended = new Map<string, Stripe.Subscription>();
  for (const { id } of extra) {
    // No invoice now: both subscriptions see the same meters, and usage must be billed by one of them.
    const comment = `Second subscription of the same organization; ${kept?.id ?? ''} stays.`;
    ended.set(id, await stripe.subscriptions.cancel(id, { prorate: true, cancellation_details: { comment } }));
    log.warn({ subscriptionId: id, keptId: kept?.id }, 'ended a second subscription of the same customer');
  }
  return subscriptions.map((subscription) => ended.get(subscription.id) ?? subscription);
}

function toSubscription(
  { log }: BillingContext,
  { planOfProduct }: Catalogue,
  subscription: Stripe.Subscription,
): SubscriptionSnapshot[] {
  const { id, status, cancel_at_period_end: cancelAtPeriodEnd } = subscription;
  for (const item of subscription.items.data) {
    const planCode = planOfProduct.get(productIdOf(item.price.product));
    if (planCode === undefined) continue;
    const currentPeriodStart = toDate(item.current_period_start);
    const currentPeriodEnd = toDate(item.current_period_end);
    return [{ id, status, planCode, currentPeriodStart, currentPeriodEnd, cancelAtPeriodEnd }];
  }
  log.warn({ subscriptionId: id }, 'a subscription without a plan of ours is left alone');
  return [];
}

async function toInvoice(stripe: Stripe, catalogue: Catalogue, invoice: Stripe.Invoice): Promise<InvoiceSnapshot> {
  const lines = invoice.lines.has_more
    ? await stripe.invoices.listLineItems(invoice.id, { limit: 100 }).autoPagingToArray({ limit: 1_000 })
    : invoice.lines.data;
  return {
    id: invoice.id,
    number: invoice.number,
    status: invoice.status ?? 'draft',
    currency: invoice.currency,
    totalCents: BigInt(invoice.total),
    amountPaidCents: BigInt(invoice.amount_paid),
    periodStart: toDate(invoice.period_start),
    periodEnd: toDate(invoice.period_end),
    lines: lines.map((line) => toLine(catalogue, line)),
    hostedUrl: invoice.hosted_invoice_url ?? null,
    attempts: invoice.attempt_count,
    nextAttemptAt: invoice.next_payment_attempt === null ? null : toDate(invoice.next_payment_attempt),
    createdAt: toDate(invoice.created),
  };
}

function toLine({ meterOfProduct }: Catalogue, line: Stripe.InvoiceLineItem): InvoiceLine {
  const product = line.pricing?.price_details?.product;
  return {
    description: line.description ?? '',
    meter: product === undefined ? null : (meterOfProduct.get(product) ?? null),
    quantity: line.quantity ?? 0,
    amountCents: line.amount,
  };
}

const microsPerCent = 10_000n;

function toSession(session: Stripe.Checkout.Session): SessionSnapshot {
  const { id, status, mode, payment_status: payment, amount_subtotal: cents } = session;
  const isPaidCredit = mode === 'payment' && status === 'complete' && payment === 'paid';
  return {
    id,
    status: status === 'complete' ? 'complete' : status === 'expired' ? 'expired' : 'open',
    // Before tax: credit is what was bought.
    paidMicros: isPaidCredit ? BigInt(cents ?? 0) * microsPerCent : null,
  };
}

const toDate = (seconds: number): Date => new Date(seconds * 1_000);
const idOf = (ref: string | { id: string } | null): string | null =>
  typeof ref === 'string' ? ref : (ref?.id ?? null);
