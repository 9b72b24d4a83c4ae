import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { mayNow } from '../../../../features/organization/server/principal.ts';
import { readOrganization } from '../../../../features/organization/server/read-organization.ts';
import { SettingsPage } from '../../../../features/organization/ui/settings-page.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('organization');
  return { title: t('settings.pageTitle') };
}

export default async function OrganizationSettings({ params }: { params: Promise<{ organizationId: string }> }) {
  const { organizationId } = await params;
  const { deps, principal } = await organizationPage(organizationId);
  const organization = await readOrganization(deps, principal);
  return <SettingsPage organization={organization} canWrite={mayNow(principal, 'organization.write')} />;
}
