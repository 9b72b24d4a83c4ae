import { readOrganization } from '@modelmint/db/system/read-organization';
import { parseId } from '@modelmint/domain/ids';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { InvoiceLine } from '../../../../features/billing/ui/billing-view.ts';
import { OrganizationPage } from '../../../../features/operator/ui/organization-page.tsx';
import { operatorPage } from '../../../../features/organization/server/page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('operator');
  return { title: t('detail.title') };
}

interface OperatorOrganizationProps {
  params: Promise<{ organizationId: string }>;
}

export default async function OperatorOrganization({ params }: OperatorOrganizationProps) {
  const { deps } = await operatorPage();
  const id = parseId('organization', (await params).organizationId);
  const organization = id === null ? null : await readOrganization(deps.db, id);
  if (organization === null) notFound();
  // Written by the sync of the mirror in this shape.
  const invoices = organization.invoices.map(({ lines, ...rest }) => ({
    ...rest,
    lines: lines as unknown as InvoiceLine[],
  }));
  return <OrganizationPage organization={{ ...organization, invoices }} />;
}
