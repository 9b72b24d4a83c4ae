import type Stripe from 'stripe';
import { firstAmount } from '../billing/open-subscription.ts';
import { lineAmount } from '../billing/round-half-even.ts';
import type { Fake } from '../fake.ts';
import { invalidRequest, unsupported } from '../http/api-error.ts';
import { newId } from '../new-id.ts';
import type { PriceRecord, SessionLine, SessionRecord, SubscriptionData } from '../state/records.ts';
import { mergeMetadata } from './merge-metadata.ts';
import { createPrice } from './price-routes.ts';

const hourSeconds = 3600;
const chargeMinCents = 50;

export function createSession(fake: Fake, params: Stripe.Checkout.SessionCreateParams): SessionRecord {
  const mode = params.mode === 'payment' ? 'payment' : 'subscription';
  checkParams(fake, params, mode);
  const at = fake.clockOf(params.customer ?? null);
  const expiresAt = expiryOf(params.expires_at, at);
  const data = toSubscriptionData(params.subscription_data, at);
  const items = params.line_items ?? [];
  for (const [index, item] of items.entries()) checkItem(fake, item, { mode, param: `line_items[${index}]` });
  const prices = items.map((item) => ({ item, price: priceOf(fake, item) }));
  const currency = oneCurrency(prices.map(({ price }) => price));
  if (mode === 'subscription') checkIntervals(prices.map(({ price }) => price));
  const lines = prices.map(({ item, price }) => toLine(fake, item, price));
  const amountTotal = mode === 'subscription' ? firstAmount(fake, { lines, data, at }) : oneTimeTotal(fake, lines);
  if (mode === 'payment' && amountTotal < chargeMinCents)
    throw invalidRequest(
      'The Checkout Session’s total amount due must add up to at least $0.50 usd',
      'amount_too_small',
    );
  const session: SessionRecord = {
    id: newId('cs_test', 58),
    created: at,
    expiresAt,
    mode,
    status: 'open',
    paymentStatus: 'unpaid',
    customer: params.customer ?? null,
    customerEmail: params.customer_email ?? null,
    payer: null,
    clientReferenceId: params.client_reference_id ?? null,
    currency,
    lines,
    amountTotal,
    metadata: mergeMetadata({}, params.metadata),
    successUrl: params.success_url ?? '',
    cancelUrl: params.cancel_url ?? null,
    locale: params.locale ?? null,
    submitType: params.submit_type ?? null,
    paymentMethodCollection: params.payment_method_collection ?? null,
    subscriptionData: data,
    paymentIntentData: {
      metadata: mergeMetadata({}, params.payment_intent_data?.metadata),
      description: params.payment_intent_data?.description ?? null,
      setupFutureUsage: params.payment_intent_data?.setup_future_usage ?? null,
    },
    subscription: null,
    invoice: null,
    paymentIntent: null,
    cardToConfirm: null,
  };
  fake.state.sessions[session.id] = session;
  return session;
}

function checkParams(fake: Fake, params: Stripe.Checkout.SessionCreateParams, mode: SessionRecord['mode']): void {
  if (params.customer !== undefined) fake.customer(params.customer);
  if (params.customer !== undefined && params.customer_email !== undefined)
    throw invalidRequest(
      'You may only specify one of these parameters: customer, customer_email.',
      'parameters_exclusive',
    );
  for (const name of ['success_url', 'cancel_url'] as const) {
    const url = params[name];
    if (url !== undefined && !/^https?:\/\/\S+$/.test(url))
      throw invalidRequest('Not a valid URL', 'url_invalid', name);
  }
  const wrong = mode === 'payment' ? 'subscription_data' : 'payment_intent_data';
  if (params[wrong] !== undefined)
    throw invalidRequest(`You can not pass \`${wrong}\` in \`${mode}\` mode.`, undefined, wrong);
  if ((params.line_items ?? []).length === 0)
    throw invalidRequest('Missing required param: line_items.', 'parameter_missing', 'line_items');
}

function checkItem(
  fake: Fake,
  item: Stripe.Checkout.SessionCreateParams.LineItem,
  { mode, param }: { mode: SessionRecord['mode']; param: string },
): void {
  if ((item.price === undefined) === (item.price_data === undefined))
    throw invalidRequest('Specify exactly one of `price` and `price_data`.', 'parameter_missing', `${param}[price]`);
  const price = item.price === undefined ? null : fake.price(item.price, `${param}[price]`);
  if (price?.active === false)
    throw invalidRequest(`The price specified is inactive: ${price.id}.`, 'price_inactive', `${param}[price]`);
  const isRecurring = price === null ? item.price_data?.recurring !== undefined : price.recurring !== null;
  if (mode === 'payment' && isRecurring)
    throw invalidRequest(
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
    );
  if (mode === 'subscription' && !isRecurring) throw unsupported('one-time prices in subscription mode', param);
  const isMetered = price?.recurring?.usageType === 'metered';
  if (isMetered && item.quantity !== undefined)
    throw invalidRequest(
      'Quantity should not be specified where usage_type is `metered`.',
      undefined,
      `${param}[quantity]`,
    );
  if (!isMetered && item.quantity === undefined)
    throw invalidRequest('Quantity is required.', 'parameter_missing', `${param}[quantity]`);
  const data = item.price_data;
  if (data !== undefined && data.unit_amount === undefined && data.unit_amount_decimal === undefined)
    throw invalidRequest('`unit_amount` is required.', 'parameter_missing', `${param}[price_data][unit_amount]`);
  if (data !== undefined && (data.product === undefined) === (data.product_data === undefined))
    throw invalidRequest('Specify `product` or `product_data`.', 'parameter_missing', `${param}[price_data][product]`);
}

function priceOf(fake: Fake, item: Stripe.Checkout.SessionCreateParams.LineItem): PriceRecord {
  const data = item.price_data;
  if (data === undefined) return fake.price(item.price ?? '');
  const { product_data: product, ...price } = data;
  const created = createPrice(fake, {
    ...(price as Stripe.PriceCreateParams),
    // Prices made by a session are for that session only.
    active: false,
    ...(product === undefined ? {} : { product_data: { name: product.name, metadata: product.metadata ?? {} } }),
  });
  const description = product?.description;
  if (description !== undefined) fake.product(created.product).description = description;
  return created;
}

function toLine(fake: Fake, item: Stripe.Checkout.SessionCreateParams.LineItem, price: PriceRecord): SessionLine {
  const isMetered = price.recurring?.usageType === 'metered';
  return {
    id: newId('li'),
    price: price.id,
    quantity: isMetered ? null : (item.quantity ?? 1),
    description: fake.product(price.product).name,
  };
}

function oneTimeTotal(fake: Fake, lines: SessionLine[]): number {
  return lines.reduce((sum, line) => sum + lineAmount(line.quantity ?? 0, fake.price(line.price).unitAmountDecimal), 0);
}

function oneCurrency(prices: PriceRecord[]): string {
  const currencies = new Set(prices.map(({ currency }) => currency));
  const [currency] = currencies;
  if (currency === undefined || currencies.size > 1)
    throw invalidRequest('All line items must have the same currency.', undefined, 'line_items');
  return currency;
}

function checkIntervals(prices: PriceRecord[]): void {
  const intervals = new Set(prices.map(({ recurring }) => `${recurring?.intervalCount} ${recurring?.interval}`));
  if (intervals.size > 1) throw unsupported('subscriptions with several intervals', 'line_items');
  if (new Set(prices.map(({ id }) => id)).size < prices.length)
    throw invalidRequest('Each price may occur once in a subscription.', undefined, 'line_items');
}

function expiryOf(expiresAt: number | undefined, at: number): number {
  const time = expiresAt ?? at + 24 * hourSeconds;
  // A minute of tolerance for the caller's clock, as 30 minutes from its now may be a little less from ours.
  if (time < at + hourSeconds / 2 - 60 || time > at + 24 * hourSeconds + 60)
    throw invalidRequest(
      '`expires_at` must be between 30 minutes and 24 hours from Checkout Session creation.',
      undefined,
      'expires_at',
    );
  return time;
}

function toSubscriptionData(
  data: Stripe.Checkout.SessionCreateParams.SubscriptionData | undefined,
  at: number,
): SubscriptionData {
  if (data?.trial_end !== undefined && data.trial_period_days !== undefined)
    throw invalidRequest(
      'Pass `trial_end` or `trial_period_days`, not both.',
      'parameters_exclusive',
      'subscription_data',
    );
  if (data?.trial_end !== undefined && data.trial_end < at + 48 * hourSeconds)
    throw invalidRequest(
      'The `trial_end` date has to be at least 2 days in the future.',
      undefined,
      'subscription_data[trial_end]',
    );
  const anchor = data?.billing_cycle_anchor ?? null;
  if (anchor !== null && anchor <= at)
    throw invalidRequest(
      '`billing_cycle_anchor` must be in the future.',
      undefined,
      'subscription_data[billing_cycle_anchor]',
    );
  const config = data?.billing_cycle_anchor_config;
  if (anchor !== null && config !== undefined)
    throw invalidRequest(
      'Pass `billing_cycle_anchor` or `billing_cycle_anchor_config`, not both.',
      'parameters_exclusive',
    );
  const behaviour = data?.trial_settings?.end_behavior.missing_payment_method;
  return {
    metadata: mergeMetadata({}, data?.metadata),
    description: data?.description ?? null,
    trialEnd: data?.trial_end ?? null,
    trialPeriodDays: data?.trial_period_days ?? null,
    missingPaymentMethod: (behaviour as SubscriptionData['missingPaymentMethod'] | undefined) ?? 'create_invoice',
    anchor,
    anchorConfig:
      config === undefined
        ? null
        : {
            day_of_month: config.day_of_month,
            hour: config.hour ?? null,
            minute: config.minute ?? null,
            month: null,
            second: config.second ?? null,
          },
    isProrated: data?.proration_behavior !== 'none',
  };
}
