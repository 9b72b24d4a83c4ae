import type { Fake } from '../fake.ts';
import { invalidRequest, missingResource, unsupported } from '../http/api-error.ts';
import { newId } from '../new-id.ts';
import type {
  LineRecord,
  Metadata,
  PriceRecord,
  SubscriptionItemRecord,
  SubscriptionRecord,
} from '../state/records.ts';
import { remainingTime, unusedTime } from './prorate-item.ts';

export interface ItemChange {
  id?: string;
  price?: string;
  quantity?: number;
  deleted?: boolean;
  metadata?: Metadata | '';
}

export interface PlanChange {
  items: SubscriptionItemRecord[];
  /** Credit for the unused and charge for the remaining time of each changed licensed item. */
  prorations: LineRecord[];
}

/** What a change of items comes to; changes nothing itself, so that a preview and the change are one calculation. */
export function changePlan(
  fake: Fake,
  subscription: SubscriptionRecord,
  change: { items: ItemChange[]; at: number; isProrated: boolean },
): PlanChange {
  const items = subscription.items.map((item) => ({ ...item }));
  const prorations: LineRecord[] = [];
  for (const [index, wanted] of change.items.entries()) {
    const param = `items[${index}]`;
    if (wanted.id === undefined) {
      const item = newItem(fake, subscription, { wanted, param, at: change.at });
      items.push(item);
      prorations.push(...remainingTime(fake, subscription, { item, at: change.at }));
      continue;
    }
    const position = items.findIndex(({ id }) => id === wanted.id);
    const old = items[position];
    if (old === undefined) throw missingResource('subscription item', wanted.id, `${param}[id]`);
    if (wanted.deleted === true) {
      refuseMetered(fake, old, 'removing a metered item');
      items.splice(position, 1);
      prorations.push(...unusedTime(fake, subscription, { item: old, at: change.at }));
      continue;
    }
    const item = changedItem(fake, { old, wanted, param });
    items[position] = item;
    if (item.price === old.price && item.quantity === old.quantity) continue;
    prorations.push(...unusedTime(fake, subscription, { item: old, at: change.at }));
    prorations.push(...remainingTime(fake, subscription, { item, at: change.at }));
  }
  if (items.length === 0)
    throw invalidRequest('A subscription must have at least one active plan.', undefined, 'items');
  if (new Set(items.map(({ price }) => price)).size < items.length)
    throw invalidRequest('Cannot add multiple subscription items with the same plan.', undefined, 'items');
  return { items, prorations: change.isProrated && subscription.status !== 'trialing' ? prorations : [] };
}

function newItem(
  fake: Fake,
  subscription: SubscriptionRecord,
  { wanted, param, at }: { wanted: ItemChange; param: string; at: number },
): SubscriptionItemRecord {
  if (wanted.price === undefined) throw invalidRequest(`Missing required param: ${param}[price].`, 'parameter_missing');
  const price = usablePrice(fake, wanted.price, subscription.currency);
  checkInterval(fake, subscription.items[0], price);
  const isMetered = price.recurring?.usageType === 'metered';
  if (isMetered && wanted.quantity !== undefined)
    throw invalidRequest(
      'Quantity should not be specified where usage_type is `metered`.',
      undefined,
      `${param}[quantity]`,
    );
  return {
    id: newId('si', 14),
    created: at,
    price: price.id,
    quantity: isMetered ? null : (wanted.quantity ?? 1),
    metadata: wanted.metadata === undefined || wanted.metadata === '' ? {} : wanted.metadata,
    debit: null,
  };
}

function changedItem(
  fake: Fake,
  { old, wanted, param }: { old: SubscriptionItemRecord; wanted: ItemChange; param: string },
): SubscriptionItemRecord {
  const price = usablePrice(fake, wanted.price ?? old.price, fake.price(old.price).currency);
  const isChanged = price.id !== old.price;
  if (isChanged) {
    refuseMetered(fake, old, 'replacing a metered price');
    checkInterval(fake, old, price);
  }
  const isMetered = price.recurring?.usageType === 'metered';
  if (isMetered && isChanged) throw unsupported('replacing a licensed price by a metered one', `${param}[price]`);
  if (isMetered && wanted.quantity !== undefined)
    throw invalidRequest(
      'Quantity should not be specified where usage_type is `metered`.',
      undefined,
      `${param}[quantity]`,
    );
  return {
    ...old,
    price: price.id,
    quantity: isMetered ? null : (wanted.quantity ?? old.quantity ?? 1),
    metadata:
      wanted.metadata === undefined || wanted.metadata === '' ? old.metadata : { ...old.metadata, ...wanted.metadata },
  };
}

function usablePrice(fake: Fake, id: string, currency: string): PriceRecord {
  const price = fake.price(id);
  if (price.recurring === null)
    throw invalidRequest('The price specified is one-time; it must be recurring.', undefined, 'price');
  if (!price.active) throw invalidRequest(`The price specified is inactive: ${id}.`, undefined, 'price');
  if (price.currency !== currency)
    throw invalidRequest('The price must have the currency of the subscription.', undefined, 'price');
  return price;
}

function checkInterval(fake: Fake, item: SubscriptionItemRecord | undefined, price: PriceRecord): void {
  const old = item === undefined ? null : fake.price(item.price).recurring;
  if (old?.interval !== price.recurring?.interval || old?.intervalCount !== price.recurring?.intervalCount)
    throw unsupported('changing the interval of a subscription', 'items');
}

function refuseMetered(fake: Fake, item: SubscriptionItemRecord, what: string): void {
  if (fake.price(item.price).recurring?.usageType === 'metered') throw unsupported(what, 'items');
}
