import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { AdvanceClock, type AdvanceOptions, type AdvanceResult } from './billing/advance-clock.ts';
import { buildApp } from './build-app.ts';
import { Control } from './control/control.ts';
import { Fake, type Log } from './fake.ts';
import { type Fault, InjectFaults } from './http/inject-faults.ts';
import { KeepAnswers } from './http/keep-answers.ts';
import type { FakeState } from './state/fake-state.ts';
import { pruneState } from './state/prune-state.ts';
import type { CardBehaviour } from './state/records.ts';
import { Store } from './state/store.ts';
import { DeliverEvents } from './webhooks/deliver-events.ts';
import { type DeliveryMode, inOrder } from './webhooks/delivery-mode.ts';

const tickMs = 1000;
const pruneMs = 600 * 1000;

export interface StripeFakeOptions {
  port?: number;
  host?: string;
  /** Must be a test key: the simulation never sees a live one. */
  apiKey?: string;
  webhookUrl?: string;
  webhookSecret?: string;
  /** Where the state is kept; without it everything is forgotten at the end. */
  stateFile?: string;
  /** Base of its pages as a browser reaches them. */
  publicUrl?: string;
  log?: Log;
  /** Real time in milliseconds. */
  now?: () => number;
}

export interface StripeFake {
  url: string;
  port: number;
  apiKey: string;
  webhookSecret: string;
  advance(customerId: string, options: { to: AdvanceOptions['to']; settleMs?: number }): Promise<AdvanceResult>;
  setCard(customerId: string, card: CardBehaviour): Promise<{ paymentMethod: string }>;
  pay(sessionId: string, options?: { card?: string }): Promise<{ paid: boolean; message: string | null }>;
  addFault(fault: Pick<Fault, 'kind' | 'when'> & Partial<Fault>): void;
  clearFaults(): void;
  setWebhooks(settings: Partial<DeliveryMode> & { url?: string }): void;
  reset(): Promise<void>;
  state(): FakeState & { clocks: Record<string, number> };
  /** Waits until every webhook is acknowledged; false when the time was not enough. */
  settle(timeoutMs?: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Starts the simulated Stripe on its own port. Resolves when it listens. */
export async function startStripeFake(options: StripeFakeOptions = {}): Promise<StripeFake> {
  const apiKey = options.apiKey ?? 'sk_test_simulated';
  if (!apiKey.startsWith('sk_test_'))
    throw new Error('The simulated Stripe takes a key that begins with sk_test_ only.');
  const webhookSecret = options.webhookSecret ?? 'whsec_simulated';
  const { host = '127.0.0.1', log = () => undefined, now = Date.now } = options;
  const settings = { apiKey, publicUrl: '', webhookUrl: options.webhookUrl ?? null, webhookSecret };
  const fake = new Fake({ settings, store: new Store(options.stateFile ?? null), log, nowMs: now });
  const faults = new InjectFaults();
  const deliveries = new DeliverEvents(fake);
  const clock = new AdvanceClock(fake, deliveries);
  const control = new Control({ fake, deliveries, faults, clock });
  const closing = new AbortController();
  const answers = new KeepAnswers(fake);
  const app = buildApp({ fake, faults, answers, deliveries, closing: closing.signal }, control);
  const server = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: host });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  settings.publicUrl = (options.publicUrl ?? url).replace(/\/$/, '');
  pruneState(fake);
  const stopTicks = startTicks(fake, clock, control);
  deliveries.wake();
  log({ event: 'listening', url, simulated: true, webhookUrl: settings.webhookUrl });
  return {
    url,
    port,
    apiKey,
    webhookSecret,
    ...methods(control),
    close: async () => {
      stopTicks();
      closing.abort();
      await deliveries.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      await fake.store.save();
    },
  };
}

/** The control API with its defaults. */
function methods(control: Control) {
  return {
    advance: (customerId: string, { to, settleMs = 5000 }: { to: AdvanceOptions['to']; settleMs?: number }) =>
      control.advance(customerId, { to, settleMs }),
    setCard: (customerId: string, card: CardBehaviour) => control.setCard(customerId, card),
    pay: (sessionId: string, { card }: { card?: string } = {}) => control.pay(sessionId, card ?? null),
    addFault: (fault: Pick<Fault, 'kind' | 'when'> & Partial<Fault>) =>
      control.addFault({ count: 1, method: null, path: null, holdMs: 30_000, ...fault }),
    clearFaults: () => control.clearFaults(),
    setWebhooks: ({ url, ...mode }: Partial<DeliveryMode> & { url?: string }) =>
      control.setWebhooks({ url: url ?? null, mode: mode.mode === undefined ? null : { ...inOrder, ...mode } }),
    reset: () => control.reset(),
    state: () => control.state(),
    settle: (timeoutMs = 5000) => control.settle(timeoutMs),
  };
}

/** What falls due as real time passes: the ends of periods, drafts, retries, sessions. */
function startTicks(fake: Fake, clock: AdvanceClock, control: Control): () => void {
  const failed = (error: unknown) => fake.log({ event: 'tick_failed', error: String(error) });
  const tick = setInterval(() => {
    try {
      if (clock.tick()) control.commit().catch(failed);
    } catch (error) {
      failed(error);
    }
  }, tickMs);
  const prune = setInterval(() => pruneState(fake), pruneMs);
  return () => {
    clearInterval(tick);
    clearInterval(prune);
  };
}
