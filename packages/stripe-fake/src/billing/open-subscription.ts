import type { Fake } from '../fake.ts';
import { newId } from '../new-id.ts';
import { renderSubscription } from '../render/render-subscription.ts';
import type { InvoiceRecord, SessionLine, SubscriptionData, SubscriptionRecord } from '../state/records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { anchorFromConfig, type Cycle, nextBoundary, previousBoundary } from './calendar.ts';
import { licensedLines } from './cycle-lines.ts';
import { draftInvoice } from './draft-invoice.ts';
import { divideHalfEven, lineAmount } from './round-half-even.ts';
import { cycleOf } from './run-cycle.ts';

const daySeconds = 86_400;

export interface OpenOptions {
  customer: string;
  currency: string;
  lines: SessionLine[];
  data: SubscriptionData;
  at: number;
}

/** A new subscription with the draft of its first invoice: licensed items in advance, metered ones after use. */
export function openSubscription(
  fake: Fake,
  options: OpenOptions,
): { subscription: SubscriptionRecord; invoice: InvoiceRecord } {
  const subscription = makeSubscription(fake, options);
  fake.state.subscriptions[subscription.id] = subscription;
  emitEvent(
    fake,
    { type: 'customer.subscription.created', object: renderSubscription(fake, subscription) },
    { customer: subscription.customer },
  );
  const period = { start: subscription.periodStart, end: subscription.periodEnd };
  const share = firstShare(fake, options);
  const lines = licensedLines(fake, subscription, period).map((line) => ({
    ...line,
    amount: divideHalfEven(BigInt(line.amount) * share.numerator, share.denominator),
  }));
  const invoice = draftInvoice(fake, {
    subscription,
    billingReason: 'subscription_create',
    lines,
    period: { start: options.at, end: options.at },
    at: options.at,
    finalizesAt: null,
  });
  return { subscription, invoice };
}

/** Cents due at once: nothing in a trial, a share of the month when the first period is cut short. */
export function firstAmount(fake: Fake, options: Pick<OpenOptions, 'lines' | 'data' | 'at'>): number {
  const { numerator, denominator } = firstShare(fake, options);
  return options.lines.reduce((sum, line) => {
    if (line.quantity === null) return sum;
    const full = lineAmount(line.quantity, fake.price(line.price).unitAmountDecimal);
    return sum + divideHalfEven(BigInt(full) * numerator, denominator);
  }, 0);
}

function firstShare(
  fake: Fake,
  { lines, data, at }: Pick<OpenOptions, 'lines' | 'data' | 'at'>,
): { numerator: bigint; denominator: bigint } {
  if (trialEndOf(data, at) !== null) return { numerator: 0n, denominator: 1n };
  const anchor = anchorOf(data, at);
  if (anchor === at) return { numerator: 1n, denominator: 1n };
  if (!data.isProrated) return { numerator: 0n, denominator: 1n };
  const cycle = firstCycle(fake, { lines, data, at });
  const end = nextBoundary(cycle, at);
  return { numerator: BigInt(end - at), denominator: BigInt(end - previousBoundary(cycle, end)) };
}

function makeSubscription(fake: Fake, { customer, currency, lines, data, at }: OpenOptions): SubscriptionRecord {
  const trialEnd = trialEndOf(data, at);
  const anchor = trialEnd ?? anchorOf(data, at);
  const items = lines.map((line) => ({
    id: newId('si', 14),
    created: at,
    price: line.price,
    quantity: line.quantity,
    metadata: {},
    debit: null,
  }));
  const anchorDay = data.anchorConfig?.day_of_month ?? new Date(anchor * 1000).getUTCDate();
  return {
    id: newId('sub'),
    created: at,
    customer,
    currency,
    status: trialEnd === null ? 'active' : 'trialing',
    items,
    periodStart: at,
    periodEnd: trialEnd ?? nextBoundary(cycleOf(fake, { items, anchor, anchorDay }), at),
    anchor,
    anchorDay,
    anchorConfig: data.anchorConfig,
    cancelAtPeriodEnd: false,
    canceledAt: null,
    endedAt: null,
    cancellation: { comment: null, feedback: null, reason: null },
    trialStart: trialEnd === null ? null : at,
    trialEnd,
    missingPaymentMethod: data.missingPaymentMethod,
    metadata: data.metadata,
    description: data.description,
    latestInvoice: null,
    pendingLines: [],
    pendingUpdate: null,
  };
}

function firstCycle(fake: Fake, { lines, data, at }: Pick<OpenOptions, 'lines' | 'data' | 'at'>): Cycle {
  const anchor = anchorOf(data, at);
  const recurring = fake.price(lines[0]?.price ?? '').recurring;
  if (recurring === null) throw new Error('A subscription needs a recurring price first.');
  return { anchor, anchorDay: data.anchorConfig?.day_of_month ?? new Date(anchor * 1000).getUTCDate(), recurring };
}

function anchorOf(data: SubscriptionData, at: number): number {
  if (data.anchorConfig !== null) return anchorFromConfig(data.anchorConfig, at);
  return data.anchor !== null && data.anchor > at ? data.anchor : at;
}

function trialEndOf(data: SubscriptionData, at: number): number | null {
  if (data.trialEnd !== null && data.trialEnd > at) return data.trialEnd;
  return data.trialPeriodDays === null ? null : at + data.trialPeriodDays * daySeconds;
}
