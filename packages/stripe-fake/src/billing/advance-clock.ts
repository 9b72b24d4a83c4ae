import type { Fake } from '../fake.ts';
import { invalidRequest } from '../http/api-error.ts';
import type { DeliverEvents } from '../webhooks/deliver-events.ts';
import { customersWithDue, type Due, isLive, nextDue, runDue } from './next-due.ts';

/** As at Stripe: a real clock waits this long for the answer to `invoice.created` before it finalises. */
const unacknowledgedMaxSeconds = 72 * 3600;
const intervalMaxSeconds = { day: 1, week: 7, month: 31, year: 366 } as const;
const daySeconds = 86_400;

export interface AdvanceOptions {
  to: number | 'next_invoice' | 'next_invoice_final';
  /** How long each stop waits for its webhooks to be acknowledged. */
  settleMs: number;
}

export interface AdvanceResult {
  now: number;
  /** The invoices that were made or changed, in order. */
  invoices: string[];
  /** Whether all webhooks on the way were acknowledged in time. */
  settled: boolean;
}

/** Moves the clocks of customers, and does what falls due: by the control API, and as real time passes. */
export class AdvanceClock {
  readonly #fake: Fake;
  readonly #deliveries: DeliverEvents;
  readonly #moving = new Set<string>();

  constructor(fake: Fake, deliveries: DeliverEvents) {
    this.#fake = fake;
    this.#deliveries = deliveries;
  }

  async advance(customerId: string, options: AdvanceOptions): Promise<AdvanceResult> {
    this.#fake.customer(customerId, 'id');
    if (this.#moving.has(customerId)) throw invalidRequest(`The clock of ${customerId} is already advancing.`);
    this.#moving.add(customerId);
    try {
      const result: AdvanceResult = { now: 0, invoices: [], settled: true };
      for (const target of this.#targets(customerId, options.to)) {
        await this.#moveTo(customerId, { target, settleMs: options.settleMs, result });
      }
      return { ...result, now: this.#fake.clockOf(customerId), invoices: [...new Set(result.invoices)] };
    } finally {
      this.#moving.delete(customerId);
    }
  }

  /** Does what fell due by the passing of real time. true when anything changed. */
  tick(): boolean {
    let isChanged = false;
    for (const customer of customersWithDue(this.#fake)) {
      if (customer !== null && this.#moving.has(customer)) continue;
      for (;;) {
        const due = nextDue(this.#fake, customer, this.#fake.clockOf(customer));
        if (due === null || this.#mustWait(due)) break;
        this.#fake.request = { id: null, idempotencyKey: null };
        runDue(this.#fake, due);
        isChanged = true;
      }
    }
    return isChanged;
  }

  /** Each target is looked up when the one before it has been reached. */
  *#targets(customerId: string, to: AdvanceOptions['to']): Generator<number> {
    if (typeof to === 'number') {
      this.#checkTarget(customerId, to);
      yield to;
      return;
    }
    if (to === 'next_invoice') {
      yield this.#periodEnd(customerId);
      return;
    }
    if (this.#finalizesAt(customerId) === null) yield this.#periodEnd(customerId);
    const finalizesAt = this.#finalizesAt(customerId);
    if (finalizesAt !== null) yield finalizesAt;
  }

  async #moveTo(
    customerId: string,
    { target, settleMs, result }: { target: number; settleMs: number; result: AdvanceResult },
  ): Promise<void> {
    for (;;) {
      const due = nextDue(this.#fake, customerId, target);
      if (due === null) break;
      this.#setClock(customerId, due.at);
      this.#fake.request = { id: null, idempotencyKey: null };
      const invoice = runDue(this.#fake, due);
      if (invoice !== null) result.invoices.push(invoice.id);
      await this.#settle(customerId, settleMs, result);
    }
    this.#setClock(customerId, target);
    await this.#settle(customerId, settleMs, result);
  }

  async #settle(customerId: string, settleMs: number, result: AdvanceResult): Promise<void> {
    await this.#fake.store.save();
    this.#deliveries.wake();
    if (!(await this.#deliveries.settle(settleMs, customerId))) result.settled = false;
  }

  /** A clock never goes back. */
  #setClock(customerId: string, time: number): void {
    const customer = this.#fake.customer(customerId);
    customer.clockOffset = Math.max(customer.clockOffset, time - this.#fake.now());
  }

  #periodEnd(customerId: string): number {
    const ends = this.#live(customerId).map(({ periodEnd }) => periodEnd);
    if (ends.length === 0)
      throw invalidRequest(`${customerId} has no live subscription, so no next invoice.`, undefined, 'to');
    return Math.min(...ends);
  }

  #finalizesAt(customerId: string): number | null {
    const times = Object.values(this.#fake.state.invoices)
      .filter(({ customer, status }) => customer === customerId && status === 'draft')
      .flatMap(({ automaticallyFinalizesAt: at }) => (at === null ? [] : [at]));
    return times.length === 0 ? null : Math.min(...times);
  }

  #live(customerId: string) {
    return Object.values(this.#fake.state.subscriptions).filter(
      (subscription) => subscription.customer === customerId && isLive(subscription),
    );
  }

  #checkTarget(customerId: string, to: number): void {
    const now = this.#fake.clockOf(customerId);
    if (to < now)
      throw invalidRequest(`The clock of ${customerId} shows ${now}; it cannot go back to ${to}.`, undefined, 'to');
    for (const { items } of this.#live(customerId)) {
      const recurring = this.#fake.price(items[0]?.price ?? '').recurring;
      if (recurring === null) continue;
      const interval = intervalMaxSeconds[recurring.interval] * recurring.intervalCount * daySeconds;
      if (to - now > 2 * interval)
        throw invalidRequest('A clock advances at most two intervals at a time.', undefined, 'to');
    }
  }

  #mustWait(due: Due): boolean {
    if (due.kind !== 'finalize' || due.invoice.createdEvent === null) return false;
    const event = this.#fake.state.events[due.invoice.createdEvent];
    if (event?.delivery.state !== 'pending') return false;
    return this.#fake.clockOf(due.invoice.customer) < due.invoice.created + unacknowledgedMaxSeconds;
  }
}
