import type Stripe from 'stripe';
import type { Fake } from '../fake.ts';
import type { PortalSessionRecord } from '../state/records.ts';

export function renderPortalSession(fake: Fake, session: PortalSessionRecord): Stripe.BillingPortal.Session {
  return {
    id: session.id,
    object: 'billing_portal.session',
    configuration: 'bpc_simulated',
    created: session.created,
    customer: session.customer,
    customer_account: null,
    flow: null,
    livemode: false,
    locale: null,
    on_behalf_of: null,
    return_url: session.returnUrl,
    url: `${fake.settings.publicUrl}/portal/${session.id}`,
  };
}
