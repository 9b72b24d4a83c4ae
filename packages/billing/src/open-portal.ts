import type { BillingContext } from './billing-context.ts';
import { createCustomer } from './create-customer.ts';
import { withStripe } from './stripe-error.ts';

/** A short-lived link to Stripe's page for cards, invoices and cancelling. */
export async function openPortal(context: BillingContext, organizationId: string): Promise<{ url: string }> {
  const customer = await createCustomer(context, organizationId);
  const session = await withStripe('Opening the billing portal', () =>
    context.stripe.billingPortal.sessions.create({
      customer,
      return_url: `${context.publicUrl}/organizations/${organizationId}/billing`,
    }),
  );
  return { url: session.url };
}
