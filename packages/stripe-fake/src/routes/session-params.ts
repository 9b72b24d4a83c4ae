import type Stripe from 'stripe';
import { choice, count, expand, metadata, type ParamTable, requiredText, text, time } from '../http/param-rules.ts';

const lineItem = {
  price: text,
  quantity: { kind: 'integer', min: 1, max: 999_999 },
  price_data: {
    kind: 'object',
    of: {
      currency: requiredText,
      product: text,
      product_data: { kind: 'object', of: { name: requiredText, description: text, metadata, unit_label: text } },
      unit_amount: count,
      unit_amount_decimal: { kind: 'decimal' },
      recurring: {
        kind: 'object',
        of: {
          interval: { ...choice('day', 'week', 'month', 'year'), required: true },
          interval_count: { kind: 'integer', min: 1, max: 12 },
        },
      },
      tax_behavior: choice('exclusive', 'inclusive', 'unspecified'),
    },
  },
} satisfies ParamTable<Stripe.Checkout.SessionCreateParams.LineItem>;

const subscriptionData = {
  metadata,
  description: { kind: 'text', max: 500 },
  trial_period_days: { kind: 'integer', min: 1, max: 730 },
  trial_end: time,
  trial_settings: {
    kind: 'object',
    of: {
      end_behavior: {
        kind: 'object',
        required: true,
        of: { missing_payment_method: { ...choice('cancel', 'create_invoice', 'pause'), required: true } },
      },
    },
  },
  billing_mode: { kind: 'object', of: { type: { ...choice('flexible'), required: true } } },
  billing_cycle_anchor: time,
  billing_cycle_anchor_config: {
    kind: 'object',
    of: {
      day_of_month: { kind: 'integer', min: 1, max: 31, required: true },
      hour: { kind: 'integer', min: 0, max: 23 },
      minute: { kind: 'integer', min: 0, max: 59 },
      second: { kind: 'integer', min: 0, max: 59 },
    },
  },
  proration_behavior: choice('create_prorations', 'none'),
} satisfies ParamTable<Stripe.Checkout.SessionCreateParams.SubscriptionData>;

export const sessionCreateParams = {
  mode: { ...choice('subscription', 'payment'), required: true },
  line_items: { kind: 'list', of: { kind: 'object', of: lineItem }, max: 20, required: true },
  customer: text,
  customer_email: text,
  client_reference_id: { kind: 'text', max: 200 },
  success_url: requiredText,
  cancel_url: text,
  expires_at: time,
  metadata,
  locale: text,
  ui_mode: choice('hosted_page'),
  submit_type: choice('auto', 'book', 'donate', 'pay', 'subscribe'),
  payment_method_collection: choice('always', 'if_required'),
  subscription_data: { kind: 'object', of: subscriptionData },
  payment_intent_data: {
    kind: 'object',
    of: { metadata, description: text, setup_future_usage: choice('off_session', 'on_session') },
  },
  expand,
} satisfies ParamTable<Stripe.Checkout.SessionCreateParams>;
