import type { Fake } from '../fake.ts';
import type { LineRecord, PriceRecord, SubscriptionItemRecord, SubscriptionRecord } from '../state/records.ts';
import { previousBoundary } from './calendar.ts';
import { newLine } from './cycle-lines.ts';
import { divideHalfEven, lineAmount } from './round-half-even.ts';
import { cycleOf } from './run-cycle.ts';

/** Gives back the part of what was really billed for the rest of the period. */
export function unusedTime(
  fake: Fake,
  subscription: SubscriptionRecord,
  { item, at }: { item: SubscriptionItemRecord; at: number },
): LineRecord[] {
  const debit = item.debit;
  if (debit === null || debit.end <= at || debit.amount === 0) return [];
  const price = fake.price(item.price);
  const line = newLine({ kind: 'proration', item, price, period: { start: at, end: debit.end } });
  const amount = -divideHalfEven(BigInt(debit.amount) * BigInt(debit.end - at), BigInt(debit.end - debit.start));
  return [
    {
      ...line,
      amount,
      quantity: item.quantity ?? 1,
      description: `Unused time on ${nameOf(fake, price, item.quantity)} after ${formatDay(at)}`,
      credited: { invoice: debit.invoice ?? subscription.latestInvoice ?? '', line: debit.line },
    },
  ];
}

/** Charges the rest of the period, as a share of the price of a whole interval. */
export function remainingTime(
  fake: Fake,
  subscription: SubscriptionRecord,
  { item, at }: { item: SubscriptionItemRecord; at: number },
): LineRecord[] {
  const price = fake.price(item.price);
  if (price.recurring?.usageType === 'metered') return [];
  const quantity = item.quantity ?? 1;
  const { periodEnd } = subscription;
  const full = lineAmount(quantity, price.unitAmountDecimal);
  // The first period may be cut short by its anchor: the price is for a whole interval all the same.
  const intervalStart = previousBoundary(cycleOf(fake, subscription), periodEnd);
  const amount = divideHalfEven(BigInt(full) * BigInt(periodEnd - at), BigInt(periodEnd - intervalStart));
  const line = newLine({ kind: 'proration', item, price, period: { start: at, end: periodEnd } });
  item.debit = { amount, start: at, end: periodEnd, invoice: null, line: line.id };
  return [
    {
      ...line,
      amount,
      quantity,
      description: `Remaining time on ${nameOf(fake, price, quantity)} after ${formatDay(at)}`,
    },
  ];
}

function nameOf(fake: Fake, price: PriceRecord, quantity: number | null): string {
  const { name } = fake.product(price.product);
  return quantity === null || quantity === 1 ? name : `${quantity} × ${name}`;
}

function formatDay(time: number): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(time * 1000),
  );
}
