import { listBudgets } from '@modelmint/db/budget/list-budgets';
import type { Plan } from '@modelmint/db/generated/client';
import { readWallet } from '@modelmint/db/ledger/read-wallet';
import { sumTopUps } from '@modelmint/db/ledger/sum-top-ups';
import { listPlans } from '@modelmint/db/list-plans';
import { liveStatuses } from '@modelmint/db/system/customer-snapshot';
import { type OrgTransaction, withOrg } from '@modelmint/db/with-org';
import { can } from '@modelmint/domain/roles';
import type { Deps } from '../../../deps.ts';
import { type OrganizationPrincipal, requirePermission } from '../../organization/server/principal.ts';
import type { BillingView, InvoiceLine, InvoiceRow } from '../ui/billing-view.ts';

export interface Billing extends BillingView {
  /** At Stripe; null before the first checkout. */
  customerId: string | null;
}

const rowsMax = 100;

/** Everything that the billing page shows, from our own rows: Stripe need not answer. */
export async function readBilling(deps: Deps, principal: OrganizationPrincipal): Promise<Billing> {
  requirePermission(principal, 'billing.read');
  const { organizationId } = principal;
  const plans = await listPlans(deps.db);
  return withOrg(deps.db, organizationId, async (tx) => {
    const organization = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      include: { limits: true },
    });
    const customer = await tx.stripeCustomer.findUnique({ where: { organizationId } });
    return {
      organizationId,
      organizationName: organization.name,
      plan: findPlan(plans, organization.planCode),
      ownLimits: organization.limits,
      plans,
      ...(await readRows(tx, organizationId)),
      isSimulated: deps.billing.isSimulated,
      hasCustomer: customer !== null,
      card: customer?.cardLast4 == null ? null : { brand: customer.cardBrand ?? '', last4: customer.cardLast4 },
      customerId: customer?.customerId ?? null,
      canWrite: can(principal.role, 'billing.write') && principal.isVerified === true,
    };
  });
}

function findPlan(plans: Plan[], code: string): Plan {
  const plan = plans.find((one) => one.code === code);
  if (plan === undefined) throw new Error(`there is no plan "${code}"`);
  return plan;
}

async function readRows(
  tx: OrgTransaction,
  organizationId: string,
): Promise<
  Pick<
    Billing,
    | 'subscription'
    | 'wallet'
    | 'holds'
    | 'invoices'
    | 'grants'
    | 'budgets'
    | 'projects'
    | 'autoTopUp'
    | 'toppedUpMicros'
  >
> {
  const where = { organizationId };
  const newest = { orderBy: { createdAt: 'desc' }, take: rowsMax } as const;
  const invoices = await tx.stripeInvoice.findMany({ where, ...newest });
  return {
    subscription: await tx.stripeSubscription.findFirst({ where: { ...where, status: { in: [...liveStatuses] } } }),
    wallet: await readWallet(tx, organizationId),
    holds: await tx.hold.findMany({ where: { ...where, state: 'HELD', finishedAt: null }, ...newest }),
    invoices: invoices.map(
      ({ lines, ...invoice }): InvoiceRow => ({
        ...invoice,
        // Written by the sync of the mirror in this shape.
        lines: lines as unknown as InvoiceLine[],
      }),
    ),
    grants: await tx.creditGrant.findMany({ where, ...newest }),
    budgets: await listBudgets(tx, organizationId),
    projects: await tx.project.findMany({
      where: { ...where, archivedAt: null },
      select: { id: true, name: true, monthlySpendMaxMicros: true },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    }),
    autoTopUp: await tx.autoTopUp.findUnique({ where }),
    toppedUpMicros: await sumTopUps(tx, organizationId),
  };
}
