import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readBilling } from '../../../../features/billing/server/read-billing.ts';
import { BillingPage } from '../../../../features/billing/ui/billing-page.tsx';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';
import { translateProblem } from '../../../../i18n/translate-problem.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('billing');
  return { title: t('title') };
}

export default async function OrganizationBilling({ params }: { params: Promise<{ organizationId: string }> }) {
  const { organizationId } = await params;
  const { deps, principal } = await organizationPage(organizationId);
  if (!can(principal.role, 'billing.read')) {
    const t = await getTranslations('billing');
    return <RoleDenied title={t('title')} role={principal.role} />;
  }
  const { customerId: _customerId, autoTopUp: rule, ...view } = await readBilling(deps, principal);
  const reason = rule?.stoppedReason ?? null;
  const autoTopUp =
    rule === null ? null : { ...rule, stoppedReason: reason === null ? null : translateProblem(reason) };
  return (
    <ClientMessages namespaces={['billing']}>
      <BillingPage view={{ ...view, autoTopUp }} />
    </ClientMessages>
  );
}
