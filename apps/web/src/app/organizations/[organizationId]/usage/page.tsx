import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readBudgets } from '../../../../features/billing/server/read-budgets.ts';
import { BudgetBars } from '../../../../features/billing/ui/budget-bars.tsx';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { readUsage } from '../../../../features/usage/server/read-usage.ts';
import { UsagePage } from '../../../../features/usage/ui/usage-page.tsx';
import { readGrouping, readRange } from '../../../../features/usage/ui/usage-range.ts';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

type Asked = string | string[] | undefined;

interface OrganizationUsageProps {
  params: Promise<{ organizationId: string }>;
  searchParams: Promise<{ month?: Asked; from?: Asked; to?: Asked; by?: Asked }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('usage');
  return { title: t('title') };
}

const one = (value: Asked): string | undefined => (Array.isArray(value) ? value[0] : value);

export default async function OrganizationUsage({ params, searchParams }: OrganizationUsageProps) {
  const { organizationId } = await params;
  const { deps, principal, organization } = await organizationPage(organizationId);
  if (!can(principal.role, 'billing.read')) {
    const t = await getTranslations('usage');
    return <RoleDenied title={t('title')} role={principal.role} />;
  }
  const asked = await searchParams;
  const range = readRange({ month: one(asked.month), from: one(asked.from), to: one(asked.to) }, new Date());
  const by = readGrouping(one(asked.by) ?? 'project');
  const { from, to } = range;
  const usage = await readUsage(deps, principal, { from, to, by });
  return (
    <ClientMessages namespaces={['usage']}>
      <UsagePage
        projectId={null}
        placeName={organization.name}
        range={range}
        by={by}
        cells={usage.cells}
        names={usage.names}
        lines={usage.lines}
        receipts={usage.receipts}
        countedAt={usage.countedAt}
        budgets={
          <BudgetBars
            organizationId={organizationId}
            projectId={null}
            budgets={await readBudgets(deps, principal)}
            canSeeBilling={can(principal.role, 'billing.read')}
          />
        }
        csvUrl={`/api/organizations/${organizationId}/usage/csv?from=${from}&to=${to}`}
      />
    </ClientMessages>
  );
}
