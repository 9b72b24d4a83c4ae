import type Stripe from 'stripe';
import type { Fake } from '../fake.ts';
import { invalidRequest } from '../http/api-error.ts';
import { isCreatedIn, listPage } from '../http/list-page.ts';
import {
  boolean,
  choice,
  count,
  createdRange,
  expand,
  metadata,
  page,
  requiredText,
  text,
} from '../http/param-rules.ts';
import { type Route, route } from '../http/route.ts';
import { newId } from '../new-id.ts';
import { renderPrice } from '../render/render-price.ts';
import type { PriceRecord, RecurringRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { mergeMetadata } from './merge-metadata.ts';
import { createProduct } from './product-routes.ts';

export const interval = choice('day', 'week', 'month', 'year');
const taxBehavior = choice('exclusive', 'inclusive', 'unspecified');

export const priceRoutes: Route[] = [
  route<Stripe.PriceCreateParams>({
    method: 'post',
    path: '/v1/prices',
    params: {
      currency: requiredText,
      product: text,
      product_data: {
        kind: 'object',
        of: { name: requiredText, id: text, metadata, unit_label: text, active: boolean },
      },
      unit_amount: count,
      unit_amount_decimal: { kind: 'decimal' },
      billing_scheme: choice('per_unit'),
      recurring: {
        kind: 'object',
        of: {
          interval: { ...interval, required: true },
          interval_count: { kind: 'integer', min: 1, max: 12 },
          usage_type: choice('licensed', 'metered'),
          meter: text,
        },
      },
      lookup_key: { kind: 'text', max: 200 },
      transfer_lookup_key: boolean,
      nickname: text,
      active: boolean,
      tax_behavior: taxBehavior,
      metadata,
      expand,
    },
    run: ({ fake, params }) => renderPrice(createPrice(fake, params)),
  }),
  route<Stripe.PriceListParams>({
    method: 'get',
    path: '/v1/prices',
    params: {
      ...page,
      active: boolean,
      currency: text,
      product: text,
      lookup_keys: { kind: 'list', of: { kind: 'text', max: 200 }, max: 10 },
      type: choice('one_time', 'recurring'),
      recurring: { kind: 'object', of: { interval, meter: text, usage_type: choice('licensed', 'metered') } },
      created: createdRange,
    },
    run: ({ fake, params }) => {
      const records = Object.values(fake.state.prices).filter((price) => matches(price, params));
      return listPage(records, { url: '/v1/prices', params, render: renderPrice });
    },
  }),
  route<Stripe.PriceRetrieveParams>({
    method: 'get',
    path: '/v1/prices/:id',
    params: { expand },
    run: ({ fake, id }) => renderPrice(fake.price(id)),
  }),
  route<Stripe.PriceUpdateParams>({
    method: 'post',
    path: '/v1/prices/:id',
    params: {
      active: boolean,
      lookup_key: { kind: 'text', max: 200, canClear: true },
      transfer_lookup_key: boolean,
      metadata,
      nickname: { kind: 'text', canClear: true },
      tax_behavior: taxBehavior,
      expand,
    },
    run: ({ fake, id, params }) => updatePrice(fake, fake.price(id), params),
  }),
];

export function createPrice(fake: Fake, params: Stripe.PriceCreateParams): PriceRecord {
  const unitAmountDecimal = params.unit_amount_decimal?.toString() ?? params.unit_amount?.toString();
  if (unitAmountDecimal === undefined)
    throw invalidRequest(
      'Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.',
      'parameter_missing',
    );
  if (params.unit_amount !== undefined && params.unit_amount_decimal !== undefined)
    throw invalidRequest(
      'Pass `unit_amount` or `unit_amount_decimal`, not both.',
      'parameters_exclusive',
      'unit_amount',
    );
  if ((params.product === undefined) === (params.product_data === undefined))
    throw invalidRequest(
      'You must specify either `product` or `product_data` when creating a price.',
      'parameter_missing',
      'product',
    );
  const recurring = toRecurring(fake, params.recurring);
  if (params.product !== undefined) fake.product(params.product);
  takeLookupKey(fake, { key: params.lookup_key, transfer: params.transfer_lookup_key === true, owner: null });
  const price: PriceRecord = {
    id: newId('price'),
    created: fake.now(),
    active: params.active ?? true,
    currency: params.currency.toLowerCase(),
    product: params.product ?? productFrom(fake, params.product_data),
    lookupKey: params.lookup_key ?? null,
    nickname: params.nickname ?? null,
    metadata: mergeMetadata({}, params.metadata),
    unitAmountDecimal,
    taxBehavior: params.tax_behavior ?? 'unspecified',
    recurring,
  };
  fake.state.prices[price.id] = price;
  emitEvent(fake, { type: 'price.created', object: renderPrice(price) }, { customer: null });
  return price;
}

function updatePrice(fake: Fake, price: PriceRecord, params: Stripe.PriceUpdateParams): Stripe.Price {
  takeLookupKey(fake, { key: params.lookup_key, transfer: params.transfer_lookup_key === true, owner: price.id });
  const before = renderPrice(price);
  price.active = params.active ?? price.active;
  if (params.lookup_key !== undefined) price.lookupKey = params.lookup_key === '' ? null : params.lookup_key;
  if (params.nickname !== undefined) price.nickname = params.nickname === '' ? null : params.nickname;
  price.metadata = mergeMetadata(price.metadata, params.metadata);
  price.taxBehavior = params.tax_behavior ?? price.taxBehavior;
  const object = renderPrice(price);
  emitEvent(fake, { type: 'price.updated', object }, { customer: null, before });
  return object;
}

function toRecurring(fake: Fake, recurring: Stripe.PriceCreateParams.Recurring | undefined): RecurringRecord | null {
  if (recurring === undefined) return null;
  const usageType = recurring.usage_type === 'metered' ? 'metered' : 'licensed';
  const meter = recurring.meter ?? null;
  if (usageType === 'metered' && meter === null)
    throw invalidRequest('Metered prices must be backed by a meter.', 'parameter_missing', 'recurring[meter]');
  if (usageType === 'licensed' && meter !== null)
    throw invalidRequest('Only metered prices have a meter.', undefined, 'recurring[meter]');
  if (meter !== null && fake.meter(meter, 'recurring[meter]').deactivatedAt !== null)
    throw invalidRequest(`The meter ${meter} is inactive.`, 'archived_meter', 'recurring[meter]');
  return {
    interval: recurring.interval as RecurringRecord['interval'],
    intervalCount: recurring.interval_count ?? 1,
    usageType,
    meter,
  };
}

function productFrom(fake: Fake, data: Stripe.PriceCreateParams.ProductData | undefined): string {
  return createProduct(fake, {
    id: data?.id ?? newId('prod', 14),
    name: data?.name ?? '',
    description: null,
    metadata: mergeMetadata({}, data?.metadata),
    unitLabel: data?.unit_label ?? null,
    active: data?.active ?? true,
  }).id;
}

/** A lookup key belongs to one price at a time; it moves only when the caller says so. */
function takeLookupKey(
  fake: Fake,
  { key, transfer, owner }: { key: string | undefined; transfer: boolean; owner: string | null },
): void {
  if (key === undefined || key === '') return;
  const holder = Object.values(fake.state.prices).find((price) => price.lookupKey === key && price.id !== owner);
  if (holder === undefined) return;
  if (!transfer)
    throw invalidRequest(
      `A price (\`${holder.id}\`) already uses that lookup key.`,
      'resource_already_exists',
      'lookup_key',
    );
  holder.lookupKey = null;
}

function matches(price: PriceRecord, params: Stripe.PriceListParams): boolean {
  const { recurring } = params;
  return (
    (params.active === undefined || price.active === params.active) &&
    (params.currency === undefined || price.currency === params.currency) &&
    (params.product === undefined || price.product === params.product) &&
    (params.lookup_keys === undefined || (price.lookupKey !== null && params.lookup_keys.includes(price.lookupKey))) &&
    (params.type === undefined || (price.recurring === null) === (params.type === 'one_time')) &&
    (recurring?.interval === undefined || price.recurring?.interval === recurring.interval) &&
    (recurring?.meter === undefined || price.recurring?.meter === recurring.meter) &&
    (recurring?.usage_type === undefined || price.recurring?.usageType === recurring.usage_type) &&
    isCreatedIn(price.created, params.created)
  );
}
