import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { readBilling } from '../../../../features/billing/server/read-billing.ts';
import { BillingPage } from '../../../../features/billing/ui/billing-page.tsx';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';

export const metadata: Metadata = { title: 'Billing' };

export default async function OrganizationBilling({ params }: { params: Promise<{ organizationId: string }> }) {
  const { organizationId } = await params;
  const { deps, principal } = await organizationPage(organizationId);
  if (!can(principal.role, 'billing.read')) return <RoleDenied title="Billing" role={principal.role} />;
  const { customerId: _customerId, ...view } = await readBilling(deps, principal);
  return <BillingPage view={view} />;
}
