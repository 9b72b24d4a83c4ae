import type Stripe from 'stripe';
import { expireSession } from '../billing/next-due.ts';
import type { Fake } from '../fake.ts';
import { invalidRequest, missingResource } from '../http/api-error.ts';
import { isCreatedIn, listPage } from '../http/list-page.ts';
import { choice, createdRange, expand, page, text } from '../http/param-rules.ts';
import { type Route, route } from '../http/route.ts';
import { renderLineItems, renderSession } from '../render/render-session.ts';
import type { SessionRecord } from '../state/records.ts';
import { createSession } from './create-session.ts';
import { sessionCreateParams } from './session-params.ts';

export const sessionRoutes: Route[] = [
  route<Stripe.Checkout.SessionCreateParams>({
    method: 'post',
    path: '/v1/checkout/sessions',
    params: sessionCreateParams,
    run: ({ fake, params }) => renderSession(fake, createSession(fake, params)),
  }),
  route<Stripe.Checkout.SessionListParams>({
    method: 'get',
    path: '/v1/checkout/sessions',
    params: {
      ...page,
      customer: text,
      subscription: text,
      payment_intent: text,
      status: choice('complete', 'expired', 'open'),
      created: createdRange,
    },
    run: ({ fake, params }) => {
      const records = Object.values(fake.state.sessions).filter(
        (session) =>
          (params.customer === undefined || session.customer === params.customer) &&
          (params.subscription === undefined || session.subscription === params.subscription) &&
          (params.payment_intent === undefined || session.paymentIntent === params.payment_intent) &&
          (params.status === undefined || session.status === params.status) &&
          isCreatedIn(session.created, params.created),
      );
      const render = (session: SessionRecord) => renderSession(fake, session);
      return listPage(records, { url: '/v1/checkout/sessions', params, render });
    },
  }),
  route<Stripe.Checkout.SessionRetrieveParams>({
    method: 'get',
    path: '/v1/checkout/sessions/:id',
    params: { expand },
    run: ({ fake, id }) => renderSession(fake, findSession(fake, id)),
  }),
  route<Stripe.Checkout.SessionExpireParams>({
    method: 'post',
    path: '/v1/checkout/sessions/:id/expire',
    params: { expand },
    run: ({ fake, id }) => {
      const session = findSession(fake, id);
      if (session.status !== 'open')
        throw invalidRequest(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
        );
      expireSession(fake, session);
      return renderSession(fake, session);
    },
  }),
  route<Stripe.Checkout.SessionListLineItemsParams>({
    method: 'get',
    path: '/v1/checkout/sessions/:id/line_items',
    params: page,
    run: ({ fake, id, params }) => {
      // Lines come in their own order, so the newest-first list is given them reversed.
      const lines = renderLineItems(fake, findSession(fake, id)).toReversed();
      return listPage(lines, { url: `/v1/checkout/sessions/${id}/line_items`, params, render: (line) => line });
    },
  }),
];

export function findSession(fake: Fake, id: string): SessionRecord {
  const session = fake.state.sessions[id];
  if (session === undefined) throw missingResource('checkout.session', id, 'session');
  return session;
}
