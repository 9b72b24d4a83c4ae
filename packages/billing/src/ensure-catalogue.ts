import type { Plan } from '@modelmint/db/generated/client';
import type { Meter } from '@modelmint/db/ledger/record-usage';
import { listPlans } from '@modelmint/db/list-plans';
import type { Database } from '@modelmint/db/open-database';
import { meterEventNames } from '@modelmint/db/system/seal-usage-hours';
import Stripe from 'stripe';
import { withStripe } from './stripe-error.ts';

/** What we sell, as Stripe knows it. Products are for good; a changed price is a new price of the same product. */
export interface Catalogue {
  /** Price of the monthly fee by plan. */
  planPrices: ReadonlyMap<string, string>;
  meterPrices: ReadonlyMap<Meter, string>;
  planOfProduct: ReadonlyMap<string, string>;
  meterOfProduct: ReadonlyMap<string, Meter>;
}

const meterNames: Record<Meter, string> = { training: 'Training', inference: 'Inference' };
/** A metered unit is one micro-USD, so Stripe adds up money and rounds it once, on the line of the invoice. */
const centsPerMicro = '0.0001';
const microsPerCent = 10_000n;

/** Makes what is missing and finds what is there; any number of processes may do so at once. */
export async function ensureCatalogue({ stripe, db }: { stripe: Stripe; db: Database }): Promise<Catalogue> {
  return withStripe('Setting up plans and meters', async () => {
    const plans = (await listPlans(db)).filter(({ monthlyMicros }) => monthlyMicros > 0n);
    const planEntries = await Promise.all(plans.map(async (plan) => ({ plan, ...(await ensurePlan(stripe, plan)) })));
    const meters = Object.keys(meterEventNames) as Meter[];
    const meterEntries = await Promise.all(
      meters.map(async (meter) => ({ meter, ...(await ensureMeter(stripe, meter)) })),
    );
    return {
      planPrices: new Map(planEntries.map(({ plan, priceId }) => [plan.code, priceId])),
      planOfProduct: new Map(planEntries.map(({ plan, productId }) => [productId, plan.code])),
      meterPrices: new Map(meterEntries.map(({ meter, priceId }) => [meter, priceId])),
      meterOfProduct: new Map(meterEntries.map(({ meter, productId }) => [productId, meter])),
    };
  });
}

interface PriceIds {
  priceId: string;
  productId: string;
}

async function ensurePlan(stripe: Stripe, plan: Plan): Promise<PriceIds> {
  return ensurePrice(stripe, {
    lookupKey: `modelmint_plan_${plan.code}`,
    productName: `Modelmint ${plan.name}`,
    cents: String(plan.monthlyMicros / microsPerCent),
    recurring: { interval: 'month', usage_type: 'licensed' },
  });
}

async function ensureMeter(stripe: Stripe, meter: Meter): Promise<PriceIds> {
  const eventName = meterEventNames[meter];
  const active = await stripe.billing.meters.list({ status: 'active', limit: 100 }).autoPagingToArray({ limit: 1_000 });
  const found =
    active.find(({ event_name }) => event_name === eventName) ??
    (await stripe.billing.meters.create(
      {
        display_name: `${meterNames[meter]} (micro-USD)`,
        event_name: eventName,
        default_aggregation: { formula: 'sum' },
        customer_mapping: { type: 'by_id', event_payload_key: 'stripe_customer_id' },
        value_settings: { event_payload_key: 'value' },
        // A later total of an hour replaces the earlier one: sending twice never adds.
        event_time_window: 'hour',
      },
      { idempotencyKey: `meter:${eventName}` },
    ));
  return ensurePrice(stripe, {
    lookupKey: `modelmint_meter_${meter}`,
    productName: `${meterNames[meter]} usage`,
    cents: centsPerMicro,
    recurring: { interval: 'month', usage_type: 'metered', meter: found.id },
  });
}

interface WantedPrice {
  lookupKey: string;
  productName: string;
  cents: string;
  recurring: Stripe.PriceCreateParams.Recurring;
}

async function ensurePrice(stripe: Stripe, wanted: WantedPrice): Promise<PriceIds> {
  const { lookupKey, productName, cents, recurring } = wanted;
  const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 });
  const found = data[0];
  const meter = found?.recurring?.meter ?? undefined;
  if (found?.unit_amount_decimal?.toString() === cents && meter === recurring.meter)
    return { priceId: found.id, productId: productIdOf(found.product) };
  const productId =
    found === undefined
      ? (await stripe.products.create({ name: productName }, { idempotencyKey: `product:${lookupKey}` })).id
      : productIdOf(found.product);
  const price = await stripe.prices.create(
    {
      currency: 'usd',
      product: productId,
      unit_amount_decimal: Stripe.Decimal.from(cents),
      billing_scheme: 'per_unit',
      recurring,
      lookup_key: lookupKey,
      transfer_lookup_key: true,
    },
    { idempotencyKey: `price:${lookupKey}:${productId}:${cents}:${recurring.meter ?? ''}` },
  );
  return { priceId: price.id, productId };
}

export function productIdOf(product: string | { id: string }): string {
  return typeof product === 'string' ? product : product.id;
}
