import type { AdvanceClock, AdvanceOptions, AdvanceResult } from '../billing/advance-clock.ts';
import { confirmSession, needsCard, type PayOutcome, paySession } from '../billing/complete-session.ts';
import { saveTestCard } from '../billing/save-card.ts';
import { findTestCard, makeCard } from '../billing/test-cards.ts';
import type { Fake } from '../fake.ts';
import { invalidRequest } from '../http/api-error.ts';
import type { Fault, InjectFaults } from '../http/inject-faults.ts';
import { findSession } from '../routes/session-routes.ts';
import type { FakeState } from '../state/fake-state.ts';
import type { CardBehaviour, CardRecord, SessionRecord } from '../state/records.ts';
import type { DeliverEvents } from '../webhooks/deliver-events.ts';
import { inOrder } from '../webhooks/delivery-mode.ts';
import type { WebhookSettings } from './read-control.ts';

/** What a test or a demonstration may do to the simulation from outside Stripe's API. */
export class Control {
  readonly #fake: Fake;
  readonly #clock: AdvanceClock;
  readonly #deliveries: DeliverEvents;
  readonly #faults: InjectFaults;

  constructor(parts: { fake: Fake; deliveries: DeliverEvents; faults: InjectFaults; clock: AdvanceClock }) {
    this.#fake = parts.fake;
    this.#clock = parts.clock;
    this.#deliveries = parts.deliveries;
    this.#faults = parts.faults;
  }

  advance(customerId: string, options: AdvanceOptions): Promise<AdvanceResult> {
    return this.#clock.advance(customerId, options);
  }

  async setCard(customerId: string, behaviour: CardBehaviour): Promise<{ paymentMethod: string }> {
    this.#fake.request = { id: null, idempotencyKey: null };
    const card = saveTestCard(this.#fake, this.#fake.customer(customerId, 'id'), behaviour);
    await this.commit();
    return { paymentMethod: card.id };
  }

  /** Presses Pay, and Confirm where the card asks for it. */
  async pay(sessionId: string, cardNumber: string | null): Promise<{ paid: boolean; message: string | null }> {
    const session = findSession(this.#fake, sessionId);
    if (session.status !== 'open') throw invalidRequest(`The session is ${session.status}, not open.`);
    this.#fake.request = { id: null, idempotencyKey: null };
    const outcome = this.#press(session, cardNumber ?? '4242424242424242');
    await this.commit();
    return { paid: outcome.kind === 'paid', message: outcome.kind === 'refused' ? outcome.message : null };
  }

  addFault(fault: Fault): void {
    this.#faults.add(fault);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  setWebhooks(settings: WebhookSettings): void {
    if (settings.url !== null) this.#fake.settings.webhookUrl = settings.url;
    if (settings.mode !== null) this.#deliveries.setMode(settings.mode);
    this.#deliveries.wake();
  }

  /** Forgets every object, fault and mode; key, addresses and secret stay. */
  async reset(): Promise<void> {
    this.#fake.store.clear();
    this.#faults.clear();
    this.#deliveries.setMode({ ...inOrder });
    await this.#fake.store.save();
  }

  /** A copy of everything, with the clock of each customer. */
  state(): FakeState & { clocks: Record<string, number> } {
    const clocks = Object.keys(this.#fake.state.customers).map((id) => [id, this.#fake.clockOf(id)] as const);
    return { ...structuredClone(this.#fake.state), clocks: Object.fromEntries(clocks) };
  }

  settle(timeoutMs: number): Promise<boolean> {
    return this.#deliveries.settle(timeoutMs);
  }

  async commit(): Promise<void> {
    await this.#fake.store.save();
    this.#deliveries.wake();
  }

  #press(session: SessionRecord, cardNumber: string): PayOutcome {
    const card = needsCard(session) ? this.#cardOf(session, cardNumber) : null;
    const outcome = paySession(this.#fake, session, card);
    return outcome.kind === 'confirm' ? confirmSession(this.#fake, session, true) : outcome;
  }

  #cardOf(session: SessionRecord, cardNumber: string): CardRecord {
    const card = findTestCard(cardNumber);
    if (card === null) throw invalidRequest(`${cardNumber} is not a test card.`, undefined, 'card');
    const created = this.#fake.clockOf(session.customer);
    const expYear = new Date(created * 1000).getUTCFullYear() + 3;
    return makeCard(card, { created, expMonth: 12, expYear, name: null, email: null });
  }
}
