import { setTimeout as wait } from 'node:timers/promises';
import type { Fake } from '../fake.ts';
import { renderEvent } from '../render/render-event.ts';
import type { EventRecord } from '../state/event-record.ts';
import { type DeliveryMode, inOrder, seededRandom } from './delivery-mode.ts';
import { signPayload } from './sign-payload.ts';

const firstPauseMs = 250;
const pauseMaxMs = 10_000;
const attemptMaxMs = 10_000;
const giveUpAfterMs = 3 * 24 * 3600 * 1000;
/** How long a shuffling lane gathers events before it picks one. */
const gatherMs = 150;

/**
 * Sends the events to the webhook address until it answers 2xx. Each customer has a lane: within it the order is kept,
 * also over retries; a customer whose events are refused holds up nobody else.
 */
export class DeliverEvents {
  readonly #fake: Fake;
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #closed = new AbortController();
  #mode: DeliveryMode = inOrder;
  #random = seededRandom(inOrder.seed);

  constructor(fake: Fake) {
    this.#fake = fake;
  }

  setMode(mode: DeliveryMode): void {
    this.#mode = mode;
    this.#random = seededRandom(mode.seed);
  }

  /** Starts a lane for everything that waits. Call it after each change. */
  wake(): void {
    if (this.#closed.signal.aborted || this.#fake.settings.webhookUrl === null) return;
    for (const event of this.#pending()) {
      const lane = laneOf(event);
      if (this.#lanes.has(lane)) continue;
      const running = this.#run(lane)
        .catch((error: unknown) => {
          if (!this.#closed.signal.aborted)
            this.#fake.log({ event: 'webhook_lane_failed', lane, error: String(error) });
        })
        .finally(() => {
          this.#lanes.delete(lane);
          this.wake();
        });
      this.#lanes.set(lane, running);
    }
  }

  /** Waits until no event (of the customer) is on its way; false when `timeoutMs` was not enough. */
  async settle(timeoutMs: number, customer?: string): Promise<boolean> {
    const deadline = Date.now() + timeoutMs;
    const isBusy = () => this.#pending().some((event) => customer === undefined || event.customer === customer);
    while (isBusy()) {
      if (Date.now() >= deadline) return false;
      await wait(10, undefined, { signal: this.#closed.signal });
    }
    return true;
  }

  async close(): Promise<void> {
    this.#closed.abort();
    await Promise.all(this.#lanes.values());
  }

  #pending(): EventRecord[] {
    return Object.values(this.#fake.state.events).filter(({ delivery }) => delivery.state === 'pending');
  }

  async #run(lane: string): Promise<void> {
    for (;;) {
      if (this.#mode.mode === 'shuffled') await this.#wait(gatherMs);
      const waiting = this.#pending().filter((event) => laneOf(event) === lane);
      const isShuffled = this.#mode.mode === 'shuffled';
      const event = waiting[isShuffled ? Math.floor(this.#random() * waiting.length) : 0];
      if (event === undefined) return;
      await this.#deliver(event);
      await this.#fake.store.save();
    }
  }

  async #deliver(event: EventRecord): Promise<void> {
    const { delivery } = event;
    const mode = delivery.attempts === 0 ? this.#takeMode() : this.#mode;
    if (mode.mode === 'dropped') {
      delivery.state = 'dropped';
      return;
    }
    const pauseMs = delivery.nextAttemptAtMs - this.#fake.nowMs();
    if (pauseMs > 0) await this.#wait(Math.min(pauseMs, pauseMaxMs));
    if (mode.mode === 'delayed' && delivery.attempts === 0) await this.#wait(mode.delayMs);
    const isTaken = await this.#attempt(event, mode);
    // A reset while the request was on its way forgot the event.
    if (this.#fake.state.events[event.id] !== event) return;
    if (isTaken && mode.mode === 'duplicated') await this.#attempt(event, mode);
    if (isTaken) {
      delivery.state = 'delivered';
      delivery.deliveredAtMs = this.#fake.nowMs();
    } else this.#retryLater(event);
  }

  async #attempt(event: EventRecord, mode: DeliveryMode): Promise<boolean> {
    const { webhookUrl, webhookSecret } = this.#fake.settings;
    if (webhookUrl === null) return false;
    const payload = JSON.stringify(renderEvent(event));
    // The receiver checks the age with its own clock, so this is the wall clock whatever time the simulation plays.
    const time = Math.floor(Date.now() / 1000) - (mode.mode === 'old_timestamp' ? 3600 : 0);
    const secret = mode.mode === 'bad_signature' ? `${webhookSecret}_other` : webhookSecret;
    event.delivery.attempts += 1;
    try {
      const answer = await fetch(webhookUrl, {
        method: 'POST',
        body: payload,
        redirect: 'manual',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'Stripe/1.0 (simulated payments)',
          'stripe-signature': signPayload(payload, secret, time),
        },
        signal: AbortSignal.any([this.#closed.signal, AbortSignal.timeout(attemptMaxMs)]),
      });
      await answer.arrayBuffer();
      event.delivery.lastStatus = answer.status;
      if (!answer.ok) this.#logFailure(event, `HTTP ${answer.status}`);
      return answer.ok;
    } catch (error) {
      if (this.#closed.signal.aborted) throw error;
      event.delivery.lastStatus = null;
      this.#logFailure(event, error instanceof Error ? String(error.cause ?? error.message) : String(error));
      return false;
    }
  }

  #retryLater(event: EventRecord): void {
    const { delivery } = event;
    const nowMs = this.#fake.nowMs();
    if (nowMs - delivery.queuedAtMs > giveUpAfterMs) delivery.state = 'given_up';
    else
      delivery.nextAttemptAtMs = nowMs + Math.min(pauseMaxMs, firstPauseMs * 2 ** Math.min(delivery.attempts - 1, 10));
  }

  #takeMode(): DeliveryMode {
    const mode = this.#mode;
    if (mode.count !== null) {
      mode.count -= 1;
      if (mode.count <= 0) this.#mode = inOrder;
    }
    return mode;
  }

  #logFailure(event: EventRecord, reason: string): void {
    const { attempts } = event.delivery;
    // The first failures of a kind tell everything; later ones only that it still fails.
    if (attempts <= 3 || attempts % 10 === 0)
      this.#fake.log({ event: 'webhook_failed', id: event.id, type: event.type, attempts, reason });
  }

  #wait(ms: number): Promise<void> {
    return wait(ms, undefined, { signal: this.#closed.signal });
  }
}

function laneOf(event: EventRecord): string {
  return event.customer ?? 'account';
}
