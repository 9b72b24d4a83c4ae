import type Stripe from 'stripe';
import { missingResource } from '../http/api-error.ts';
import { isCreatedIn, listPage } from '../http/list-page.ts';
import { boolean, createdRange, expand, page, text, texts } from '../http/param-rules.ts';
import { type Route, route } from '../http/route.ts';
import { renderEvent } from '../render/render-event.ts';
import type { EventRecord } from '../state/event-record.ts';

export const eventRoutes: Route[] = [
  route<Stripe.EventListParams>({
    method: 'get',
    path: '/v1/events',
    params: { ...page, type: text, types: texts, created: createdRange, delivery_success: boolean },
    run: ({ fake, params }) => {
      const records = Object.values(fake.state.events).filter((event) => matches(event, params));
      return listPage(records, { url: '/v1/events', params, render: renderEvent });
    },
  }),
  route<Stripe.EventRetrieveParams>({
    method: 'get',
    path: '/v1/events/:id',
    params: { expand },
    run: ({ fake, id }) => {
      const event = fake.state.events[id];
      if (event === undefined) throw missingResource('event', id);
      return renderEvent(event);
    },
  }),
];

/** `delivery_success: false` finds what has not been acknowledged: on its way, dropped, or given up. */
function matches(event: EventRecord, params: Stripe.EventListParams): boolean {
  const isDelivered = ['delivered', 'none'].includes(event.delivery.state);
  return (
    (params.type === undefined || isOfType(event.type, params.type)) &&
    (params.types === undefined || params.types.some((type) => isOfType(event.type, type))) &&
    (params.delivery_success === undefined || isDelivered === params.delivery_success) &&
    isCreatedIn(event.created, params.created)
  );
}

/** `invoice.*` stands for all events of invoices. */
function isOfType(type: string, wanted: string): boolean {
  return wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
