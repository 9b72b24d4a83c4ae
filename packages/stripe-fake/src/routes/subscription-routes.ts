import type Stripe from 'stripe';
import { cancelSubscription, hasLastInvoice } from '../billing/cancel-subscription.ts';
import type { ItemChange } from '../billing/change-plan.ts';
import { meteredLines } from '../billing/cycle-lines.ts';
import { draftInvoice } from '../billing/draft-invoice.ts';
import { advanceInvoice } from '../billing/finalize-invoice.ts';
import { unusedTime } from '../billing/prorate-item.ts';
import { announceUpdate, type UpdateItemsOptions, updateItems } from '../billing/update-items.ts';
import type { Fake } from '../fake.ts';
import { invalidRequest, missingResource } from '../http/api-error.ts';
import { isCreatedIn, listPage } from '../http/list-page.ts';
import {
  boolean,
  choice,
  clearableText,
  count,
  createdRange,
  expand,
  metadata,
  type ParamTable,
  page,
  requiredText,
  text,
  time,
} from '../http/param-rules.ts';
import { type Route, route } from '../http/route.ts';
import { renderSubscription, renderSubscriptionItem } from '../render/render-subscription.ts';
import type { SubscriptionRecord } from '../state/records.ts';
import { mergeMetadata } from './merge-metadata.ts';

const cancellationDetails = { kind: 'object', of: { comment: clearableText, feedback: clearableText } } as const;
export const prorationBehavior = choice('create_prorations', 'always_invoice', 'none');
export const itemParams = { id: text, price: text, quantity: count, deleted: boolean, metadata } as const;

const updateParams = {
  items: { kind: 'list', of: { kind: 'object', of: itemParams }, max: 20 },
  proration_behavior: prorationBehavior,
  proration_date: time,
  payment_behavior: choice('allow_incomplete', 'error_if_incomplete', 'pending_if_incomplete'),
  cancel_at_period_end: boolean,
  cancellation_details: cancellationDetails,
  default_payment_method: text,
  description: clearableText,
  off_session: boolean,
  metadata,
  expand,
} satisfies ParamTable<Stripe.SubscriptionUpdateParams>;

export const subscriptionRoutes: Route[] = [
  route<Stripe.SubscriptionListParams>({
    method: 'get',
    path: '/v1/subscriptions',
    params: {
      ...page,
      customer: text,
      price: text,
      status: choice(
        'active',
        'all',
        'canceled',
        'ended',
        'incomplete',
        'incomplete_expired',
        'past_due',
        'paused',
        'trialing',
        'unpaid',
      ),
      created: createdRange,
    },
    run: ({ fake, params }) => {
      const records = Object.values(fake.state.subscriptions).filter((entry) => matches(entry, params));
      const render = (entry: SubscriptionRecord) => renderSubscription(fake, entry);
      return listPage(records, { url: '/v1/subscriptions', params, render });
    },
  }),
  route<Stripe.SubscriptionRetrieveParams>({
    method: 'get',
    path: '/v1/subscriptions/:id',
    params: { expand },
    run: ({ fake, id }) => renderSubscription(fake, fake.subscription(id)),
  }),
  route<Stripe.SubscriptionUpdateParams>({
    method: 'post',
    path: '/v1/subscriptions/:id',
    params: updateParams,
    run: ({ fake, id, params }) => updateSubscription(fake, fake.subscription(id), params),
  }),
  route<Stripe.SubscriptionCancelParams>({
    method: 'delete',
    path: '/v1/subscriptions/:id',
    params: { invoice_now: boolean, prorate: boolean, cancellation_details: cancellationDetails, expand },
    run: ({ fake, id, params }) => endSubscription(fake, fake.subscription(id), params),
  }),
  route<Stripe.SubscriptionItemListParams>({
    method: 'get',
    path: '/v1/subscription_items',
    params: { ...page, subscription: requiredText },
    run: ({ fake, params }) => {
      const owner = fake.subscription(params.subscription, 'subscription');
      const render = (item: SubscriptionRecord['items'][number]) => renderSubscriptionItem(fake, owner, item);
      return listPage(owner.items.toReversed(), { url: '/v1/subscription_items', params, render });
    },
  }),
  route<Stripe.SubscriptionItemRetrieveParams>({
    method: 'get',
    path: '/v1/subscription_items/:id',
    params: { expand },
    run: ({ fake, id }) => {
      for (const owner of Object.values(fake.state.subscriptions)) {
        const item = owner.items.find((entry) => entry.id === id);
        if (item !== undefined) return renderSubscriptionItem(fake, owner, item);
      }
      throw missingResource('subscription item', id, 'item');
    },
  }),
];

/** Without a status Stripe lists everything that has not been cancelled. */
function matches(subscription: SubscriptionRecord, params: Stripe.SubscriptionListParams): boolean {
  const { status } = params;
  const isStatus =
    status === undefined
      ? subscription.status !== 'canceled'
      : status === 'all' || subscription.status === (status === 'ended' ? 'canceled' : status);
  return (
    isStatus &&
    (params.customer === undefined || subscription.customer === params.customer) &&
    (params.price === undefined || subscription.items.some(({ price }) => price === params.price)) &&
    isCreatedIn(subscription.created, params.created)
  );
}

function updateSubscription(
  fake: Fake,
  subscription: SubscriptionRecord,
  params: Stripe.SubscriptionUpdateParams,
): Stripe.Subscription {
  if (subscription.status === 'canceled')
    throw invalidRequest(
      'A canceled subscription can only update its cancellation_details and metadata.',
      'invalid_canceled_subscription_fields',
    );
  const now = fake.clockOf(subscription.customer);
  const { card } = fake.customer(subscription.customer);
  if (params.default_payment_method !== undefined && params.default_payment_method !== card?.id)
    throw missingResource('PaymentMethod', params.default_payment_method, 'default_payment_method');
  const options = toItemOptions(subscription, params, now);
  const before = renderSubscription(fake, subscription);
  if (options !== null) updateItems(fake, subscription, options);
  if (params.cancel_at_period_end !== undefined) {
    subscription.cancelAtPeriodEnd = params.cancel_at_period_end;
    subscription.canceledAt = params.cancel_at_period_end ? now : null;
    subscription.cancellation.reason = params.cancel_at_period_end ? 'cancellation_requested' : null;
  }
  const details = params.cancellation_details;
  if (details?.comment !== undefined)
    subscription.cancellation.comment = details.comment === '' ? null : details.comment;
  if (details?.feedback !== undefined)
    subscription.cancellation.feedback = details.feedback === '' ? null : details.feedback;
  if (params.description !== undefined) subscription.description = params.description || null;
  subscription.metadata = mergeMetadata(subscription.metadata, params.metadata);
  announceUpdate(fake, subscription, before);
  return renderSubscription(fake, subscription);
}

function toItemOptions(
  subscription: SubscriptionRecord,
  params: Stripe.SubscriptionUpdateParams,
  now: number,
): UpdateItemsOptions | null {
  if (params.items === undefined) return null;
  return {
    items: params.items as ItemChange[],
    at: prorationTime(subscription, params.proration_date, now),
    prorationBehavior: (params.proration_behavior ?? 'create_prorations') as UpdateItemsOptions['prorationBehavior'],
    paymentBehavior: (params.payment_behavior ?? 'allow_incomplete') as UpdateItemsOptions['paymentBehavior'],
  };
}

export function prorationTime(subscription: SubscriptionRecord, date: number | undefined, now: number): number {
  const at = date ?? Math.min(now, subscription.periodEnd);
  if (at < subscription.periodStart || at > subscription.periodEnd)
    throw invalidRequest('`proration_date` must lie in the current period.', undefined, 'proration_date');
  return at;
}

/** Ends at once. With `invoice_now` a last invoice takes the usage so far, with `prorate` also the unused time. */
function endSubscription(
  fake: Fake,
  subscription: SubscriptionRecord,
  params: Stripe.SubscriptionCancelParams,
): Stripe.Subscription {
  if (subscription.status === 'canceled') throw missingResource('subscription', subscription.id);
  const at = fake.clockOf(subscription.customer);
  if (params.prorate === true) {
    const credits = subscription.items.flatMap((item) => unusedTime(fake, subscription, { item, at }));
    subscription.pendingLines.push(...credits);
  }
  const closed = { start: subscription.periodStart, end: at };
  const metered = subscription.status === 'trialing' ? [] : meteredLines(fake, subscription, closed);
  const details = params.cancellation_details;
  cancelSubscription(fake, subscription, {
    at,
    reason: 'cancellation_requested',
    comment: details?.comment || null,
    feedback: details?.feedback || null,
  });
  if (params.invoice_now === true && hasLastInvoice(subscription, metered)) {
    const invoice = draftInvoice(fake, {
      subscription,
      billingReason: 'subscription_update',
      lines: metered,
      period: closed,
      at,
      finalizesAt: null,
    });
    advanceInvoice(fake, invoice, { at });
  }
  return renderSubscription(fake, subscription);
}
