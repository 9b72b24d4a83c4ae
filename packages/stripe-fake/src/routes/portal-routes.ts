import type Stripe from 'stripe';
import { invalidRequest } from '../http/api-error.ts';
import { expand, requiredText, text } from '../http/param-rules.ts';
import { type Route, route } from '../http/route.ts';
import { newId } from '../new-id.ts';
import { renderPortalSession } from '../render/render-portal-session.ts';
import type { PortalSessionRecord } from '../state/records.ts';

export const portalRoutes: Route[] = [
  route<Stripe.BillingPortal.SessionCreateParams>({
    method: 'post',
    path: '/v1/billing_portal/sessions',
    params: { customer: requiredText, return_url: text, locale: text, expand },
    run: ({ fake, params }) => {
      const returnUrl = params.return_url ?? null;
      if (returnUrl !== null && !/^https?:\/\/\S+$/.test(returnUrl))
        throw invalidRequest('Not a valid URL', 'url_invalid', 'return_url');
      const session: PortalSessionRecord = {
        id: newId('bps'),
        created: fake.now(),
        customer: fake.customer(params.customer ?? '').id,
        returnUrl,
      };
      fake.state.portalSessions[session.id] = session;
      return renderPortalSession(fake, session);
    },
  }),
];
