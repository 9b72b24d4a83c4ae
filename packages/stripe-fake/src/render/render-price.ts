import Stripe from 'stripe';
import type { PriceRecord, RecurringRecord } from '../state/records.ts';

export function renderPrice(price: PriceRecord): Stripe.Price {
  return {
    id: price.id,
    object: 'price',
    active: price.active,
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: price.lookupKey,
    metadata: price.metadata,
    nickname: price.nickname,
    product: price.product,
    recurring: renderRecurring(price.recurring),
    tax_behavior: price.taxBehavior,
    tiers_mode: null,
    transform_quantity: null,
    type: price.recurring === null ? 'one_time' : 'recurring',
    unit_amount: wholeCents(price.unitAmountDecimal),
    unit_amount_decimal: Stripe.Decimal.from(price.unitAmountDecimal),
  };
}

/** The older twin of a price that subscription items still carry. */
export function renderPlan(price: PriceRecord, recurring: RecurringRecord): Stripe.Plan {
  return {
    id: price.id,
    object: 'plan',
    active: price.active,
    amount: wholeCents(price.unitAmountDecimal),
    amount_decimal: Stripe.Decimal.from(price.unitAmountDecimal),
    billing_scheme: 'per_unit',
    created: price.created,
    currency: price.currency,
    interval: recurring.interval,
    interval_count: recurring.intervalCount,
    livemode: false,
    metadata: price.metadata,
    meter: recurring.meter,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: recurring.usageType,
  };
}

function renderRecurring(recurring: RecurringRecord | null): Stripe.Price.Recurring | null {
  if (recurring === null) return null;
  return {
    interval: recurring.interval,
    interval_count: recurring.intervalCount,
    meter: recurring.meter,
    trial_period_days: null,
    usage_type: recurring.usageType,
  };
}

/** null for a price with a fraction of a cent, as Stripe answers. */
function wholeCents(decimal: string): number | null {
  const value = Number(decimal);
  return Number.isInteger(value) ? value : null;
}
