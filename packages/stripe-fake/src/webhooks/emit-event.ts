import type Stripe from 'stripe';
import type { Fake } from '../fake.ts';
import { newId } from '../new-id.ts';
import type { EventRecord } from '../state/event-record.ts';

export type EventType = Stripe.Event['type'];
type EventObject<T extends EventType> = Extract<Stripe.Event, { type: T }>['data']['object'];

export interface EventContext {
  customer: string | null;
  /** The object before the change: what differs becomes `previous_attributes`. */
  before?: object;
}

/** Records an event with a snapshot of its object and queues it for delivery. */
export function emitEvent<T extends EventType>(
  fake: Fake,
  event: { type: T; object: EventObject<T> },
  context: EventContext,
): EventRecord {
  const object: unknown = JSON.parse(JSON.stringify(event.object));
  const nowMs = fake.nowMs();
  const record: EventRecord = {
    id: newId('evt'),
    type: event.type,
    created: fake.clockOf(context.customer),
    customer: context.customer,
    object,
    previous: context.before === undefined ? null : changedAttributes(context.before, object),
    request: fake.request,
    delivery: {
      state: fake.settings.webhookUrl === null ? 'none' : 'pending',
      attempts: 0,
      queuedAtMs: nowMs,
      nextAttemptAtMs: nowMs,
      deliveredAtMs: null,
      lastStatus: null,
    },
  };
  fake.state.events[record.id] = record;
  return record;
}

function changedAttributes(before: object, after: unknown): Record<string, unknown> {
  const old = JSON.parse(JSON.stringify(before)) as Record<string, unknown>;
  const current = after as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(old).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(current[key])),
  );
}
