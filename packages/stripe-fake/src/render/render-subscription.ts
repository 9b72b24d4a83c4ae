import type Stripe from 'stripe';
import type { Fake } from '../fake.ts';
import type { SubscriptionItemRecord, SubscriptionRecord } from '../state/records.ts';
import { renderPlan, renderPrice } from './render-price.ts';

/** What the simulation has no use for: tax, discounts, thresholds, connected accounts, sending instead of charging. */
const emptySubscriptionParts = {
  application: null,
  application_fee_percent: null,
  automatic_tax: { disabled_reason: null, enabled: false, liability: null },
  billing_schedules: [],
  billing_thresholds: null,
  collection_method: 'charge_automatically',
  customer_account: null,
  days_until_due: null,
  default_payment_method: null,
  default_source: null,
  default_tax_rates: [],
  discounts: [],
  invoice_settings: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: { type: 'self' },
  },
  livemode: false,
  managed_payments: null,
  next_pending_invoice_item_invoice: null,
  on_behalf_of: null,
  pause_collection: null,
  payment_settings: {
    payment_method_options: null,
    payment_method_types: null,
    save_default_payment_method: 'off',
  },
  pending_invoice_item_interval: null,
  pending_setup_intent: null,
  schedule: null,
  test_clock: null,
  transfer_data: null,
} satisfies Partial<Stripe.Subscription>;

export function renderSubscription(fake: Fake, subscription: SubscriptionRecord): Stripe.Subscription {
  return {
    ...emptySubscriptionParts,
    id: subscription.id,
    object: 'subscription',
    billing_cycle_anchor: subscription.anchor,
    billing_cycle_anchor_config: subscription.anchorConfig,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    cancel_at: subscription.cancelAtPeriodEnd ? subscription.periodEnd : null,
    cancel_at_period_end: subscription.cancelAtPeriodEnd,
    canceled_at: subscription.canceledAt,
    cancellation_details: { ...subscription.cancellation, feedback_option: null },
    created: subscription.created,
    currency: subscription.currency,
    customer: subscription.customer,
    description: subscription.description,
    ended_at: subscription.endedAt,
    items: {
      object: 'list',
      data: subscription.items.map((item) => renderSubscriptionItem(fake, subscription, item)),
      has_more: false,
      url: `/v1/subscription_items?subscription=${subscription.id}`,
    },
    latest_invoice: subscription.latestInvoice,
    metadata: subscription.metadata,
    pending_update: renderPendingUpdate(fake, subscription),
    start_date: subscription.created,
    status: subscription.status,
    trial_end: subscription.trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: subscription.missingPaymentMethod },
    },
    trial_start: subscription.trialStart,
  };
}

export function renderSubscriptionItem(
  fake: Fake,
  subscription: SubscriptionRecord,
  item: SubscriptionItemRecord,
): Stripe.SubscriptionItem {
  const price = fake.price(item.price);
  if (price.recurring === null) throw new Error(`Subscription item ${item.id} has the one-time price ${price.id}.`);
  return {
    id: item.id,
    object: 'subscription_item',
    billing_thresholds: null,
    created: item.created,
    current_period_end: subscription.periodEnd,
    current_period_start: subscription.periodStart,
    current_trial: null,
    discounts: [],
    metadata: item.metadata,
    plan: renderPlan(price, price.recurring),
    price: renderPrice(price),
    subscription: subscription.id,
    tax_rates: [],
    ...(item.quantity === null ? {} : { quantity: item.quantity }),
  };
}

function renderPendingUpdate(fake: Fake, subscription: SubscriptionRecord): Stripe.Subscription.PendingUpdate | null {
  const pending = subscription.pendingUpdate;
  if (pending === null) return null;
  return {
    billing_cycle_anchor: null,
    cancel_at_period_end: null,
    discount: null,
    discounts: null,
    expires_at: pending.expiresAt,
    metadata: null,
    subscription_items: pending.items.map((item) => renderSubscriptionItem(fake, subscription, item)),
    trial_end: null,
    trial_from_plan: null,
  };
}
