import Stripe from 'stripe';
import type { EventRecord } from '../state/event-record.ts';

export function renderEvent(event: EventRecord): Stripe.Event {
  const rendered: Stripe.EventBase = {
    id: event.id,
    object: 'event',
    api_version: Stripe.API_VERSION,
    created: event.created,
    data: {
      object: event.object as Stripe.Event.Data.Object,
      ...(event.previous === null ? {} : { previous_attributes: event.previous as object }),
    },
    livemode: false,
    pending_webhooks: event.delivery.state === 'pending' ? 1 : 0,
    request: { id: event.request.id, idempotency_key: event.request.idempotencyKey },
    type: event.type as Stripe.Event['type'],
  };
  // `emitEvent` took an object that fits the type; the union cannot follow it through the stored JSON.
  return rendered as Stripe.Event;
}
