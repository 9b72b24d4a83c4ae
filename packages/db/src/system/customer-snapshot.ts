import type { Micros } from '@modelmint/domain/money';

export interface SubscriptionSnapshot {
  id: string;
  status: string;
  planCode: string;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  cancelAtPeriodEnd: boolean;
}

export interface InvoiceLine {
  description: string;
  /** `training`, `inference`, or null for what is not usage. */
  meter: string | null;
  /** Of a metered line: micro-USD. */
  quantity: number;
  amountCents: number;
}

export interface InvoiceSnapshot {
  id: string;
  number: string | null;
  status: string;
  currency: string;
  totalCents: bigint;
  amountPaidCents: bigint;
  periodStart: Date;
  periodEnd: Date;
  lines: InvoiceLine[];
  hostedUrl: string | null;
  attempts: number;
  nextAttemptAt: Date | null;
  createdAt: Date;
}

export interface SessionSnapshot {
  id: string;
  status: 'open' | 'complete' | 'expired';
  /** What was bought, when it is credit and paid. */
  paidMicros: Micros | null;
}

/** Bought credit that was paid back, wholly or in part. */
export interface RefundSnapshot {
  id: string;
  amountMicros: Micros;
}

/** The whole truth about one customer as the payment provider tells it. */
export interface CustomerSnapshot {
  subscriptions: SubscriptionSnapshot[];
  invoices: InvoiceSnapshot[];
  sessions: SessionSnapshot[];
  refunds: RefundSnapshot[];
  card: { brand: string; last4: string } | null;
}

/** A subscription that is there, paid or not; an organization has at most one. */
export const liveStatuses = ['active', 'trialing', 'past_due', 'unpaid', 'paused', 'incomplete'] as const;

export function isLive(status: string): boolean {
  return (liveStatuses as readonly string[]).includes(status);
}
