import { missingResource } from './http/api-error.ts';
import type { FakeState } from './state/fake-state.ts';
import type {
  CustomerRecord,
  InvoiceRecord,
  MeterRecord,
  PriceRecord,
  ProductRecord,
  SubscriptionRecord,
} from './state/records.ts';
import type { Store } from './state/store.ts';

export type Log = (line: { event: string } & Record<string, unknown>) => void;

export interface FakeSettings {
  apiKey: string;
  /** Base of its own pages, without a slash at the end. */
  publicUrl: string;
  webhookUrl: string | null;
  webhookSecret: string;
}

/** The state of the simulation with its clocks. All changes are made synchronously, so no two requests interleave. */
export class Fake {
  readonly settings: FakeSettings;
  readonly store: Store;
  readonly log: Log;
  readonly #nowMs: () => number;
  /** The request whose effects are being made: events name it. */
  request: { id: string | null; idempotencyKey: string | null } = { id: null, idempotencyKey: null };

  constructor(options: { settings: FakeSettings; store: Store; log: Log; nowMs: () => number }) {
    this.settings = options.settings;
    this.store = options.store;
    this.log = options.log;
    this.#nowMs = options.nowMs;
  }

  get state(): FakeState {
    return this.store.state;
  }

  nowMs(): number {
    return this.#nowMs();
  }

  /** Real time, Unix seconds. */
  now(): number {
    return Math.floor(this.#nowMs() / 1000);
  }

  /** The time that a customer lives in. */
  clockOf(customerId: string | null): number {
    const offset = customerId === null ? 0 : (this.state.customers[customerId]?.clockOffset ?? 0);
    return this.now() + offset;
  }

  customer(id: string, param = 'customer'): CustomerRecord {
    const customer = this.state.customers[id];
    if (customer === undefined || customer.deleted) throw missingResource('customer', id, param);
    return customer;
  }

  product(id: string, param = 'product'): ProductRecord {
    return this.state.products[id] ?? raise(missingResource('product', id, param));
  }

  price(id: string, param = 'price'): PriceRecord {
    return this.state.prices[id] ?? raise(missingResource('price', id, param));
  }

  meter(id: string, param = 'id'): MeterRecord {
    return this.state.meters[id] ?? raise(missingResource('billing meter', id, param));
  }

  subscription(id: string, param = 'id'): SubscriptionRecord {
    return this.state.subscriptions[id] ?? raise(missingResource('subscription', id, param));
  }

  invoice(id: string, param = 'invoice'): InvoiceRecord {
    return this.state.invoices[id] ?? raise(missingResource('invoice', id, param));
  }
}

function raise(error: Error): never {
  throw error;
}
