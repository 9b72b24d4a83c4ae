import { withOrg } from '@modelmint/db/with-org';
import type { BillingContext } from './billing-context.ts';
import { withStripe } from './stripe-error.ts';

/**
 * The one customer of an organization, made on first need. The organization's row is locked meanwhile, and Stripe gets
 * a key that names the organization, so that neither two tabs nor a crash in between make a second one.
 */
export async function createCustomer({ stripe, db }: BillingContext, organizationId: string): Promise<string> {
  const known = await findCustomer({ db }, organizationId);
  if (known !== null) return known;
  return withOrg(db, organizationId, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "organization" WHERE "id" = ${organizationId} FOR UPDATE`;
    const first = await tx.stripeCustomer.findUnique({ where: { organizationId } });
    if (first !== null) return first.customerId;
    const customer = await withStripe('Opening the billing account', () =>
      stripe.customers.create(
        { metadata: { organization_id: organizationId } },
        { idempotencyKey: `customer:${organizationId}` },
      ),
    );
    await tx.stripeCustomer.create({ data: { organizationId, customerId: customer.id } });
    return customer.id;
  });
}

export async function findCustomer({ db }: Pick<BillingContext, 'db'>, organizationId: string): Promise<string | null> {
  const row = await withOrg(db, organizationId, (tx) => tx.stripeCustomer.findUnique({ where: { organizationId } }));
  return row?.customerId ?? null;
}

/** What invoices and receipts say; may change at any time. */
export async function updateCustomer(
  { stripe }: BillingContext,
  customerId: string,
  { name, email }: { name: string; email: string | null },
): Promise<void> {
  await withStripe('Updating the billing account', () =>
    stripe.customers.update(customerId, { name, ...(email === null ? {} : { email }) }),
  );
}
