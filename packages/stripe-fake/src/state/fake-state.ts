import type { AnswerRecord, EventRecord } from './event-record.ts';
import type {
  CustomerRecord,
  InvoiceRecord,
  MeterEventRecord,
  MeterRecord,
  PaymentIntentRecord,
  PortalSessionRecord,
  PriceRecord,
  ProductRecord,
  RefundRecord,
  SessionRecord,
  SubscriptionRecord,
} from './records.ts';

/** Everything the simulation keeps, as plain JSON. Times are Unix seconds unless the name ends in `Ms`. */
export interface FakeState {
  version: 1;
  customers: Record<string, CustomerRecord>;
  products: Record<string, ProductRecord>;
  prices: Record<string, PriceRecord>;
  meters: Record<string, MeterRecord>;
  meterEvents: MeterEventRecord[];
  sessions: Record<string, SessionRecord>;
  subscriptions: Record<string, SubscriptionRecord>;
  invoices: Record<string, InvoiceRecord>;
  paymentIntents: Record<string, PaymentIntentRecord>;
  refunds: Record<string, RefundRecord>;
  portalSessions: Record<string, PortalSessionRecord>;
  events: Record<string, EventRecord>;
  answers: Record<string, AnswerRecord>;
}

export function emptyState(): FakeState {
  return {
    version: 1,
    customers: {},
    products: {},
    prices: {},
    meters: {},
    meterEvents: [],
    sessions: {},
    subscriptions: {},
    invoices: {},
    paymentIntents: {},
    refunds: {},
    portalSessions: {},
    events: {},
    answers: {},
  };
}
