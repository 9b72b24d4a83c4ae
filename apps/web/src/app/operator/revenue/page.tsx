import { findOrganizationName } from '@modelmint/db/system/find-organization-name';
import { readMargins } from '@modelmint/db/system/read-margins';
import { readRevenue } from '@modelmint/db/system/read-revenue';
import { listWorkerCosts } from '@modelmint/db/system/worker-costs';
import { parseId } from '@modelmint/domain/ids';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { RevenuePage } from '../../../features/operator/ui/revenue-page.tsx';
import { operatorPage } from '../../../features/organization/server/page-context.ts';
import { readRange } from '../../../features/usage/ui/usage-range.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('operator');
  return { title: t('revenue.title') };
}

interface OperatorRevenueProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function OperatorRevenue({ searchParams }: OperatorRevenueProps) {
  const { deps } = await operatorPage();
  const asked = await searchParams;
  const one = (name: string): string | undefined => [asked[name]].flat()[0]?.slice(0, 200) || undefined;
  const countedAt = new Date();
  const range = readRange({ month: one('month'), from: one('from'), to: one('to') }, countedAt);
  const by = one('by') === 'organization' ? 'organization' : 'model';
  const organizationId = parseId('organization', one('organization') ?? '') ?? undefined;
  const scope = { from: range.from, to: range.to, organizationId, baseModel: one('model') };
  const [days, margins, [total], costs, name] = await Promise.all([
    readRevenue(deps.db, range),
    readMargins(deps.db, { ...scope, by }),
    readMargins(deps.db, { ...scope, by: 'total' }),
    listWorkerCosts(deps.db),
    organizationId === undefined ? null : findOrganizationName(deps.db, organizationId),
  ]);
  const organization = organizationId === undefined ? null : { id: organizationId, name: name ?? organizationId };
  return (
    <RevenuePage
      range={range}
      days={days}
      by={by}
      margins={margins}
      total={total ?? null}
      only={{ organization, model: one('model') ?? null }}
      costs={costs}
      countedAt={countedAt}
    />
  );
}
