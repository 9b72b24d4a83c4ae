import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { mayNow } from '../../../../features/organization/server/principal.ts';
import { readOrganization } from '../../../../features/organization/server/read-organization.ts';
import { SettingsPage } from '../../../../features/organization/ui/settings-page.tsx';
import { readSupport } from '../../../../features/support/server/read-support.ts';
import { RefreshOnRows } from '../../../../ui/refresh-on-rows.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('organization');
  return { title: t('settings.pageTitle') };
}

export default async function OrganizationSettings({ params }: { params: Promise<{ organizationId: string }> }) {
  const { organizationId } = await params;
  const { deps, principal } = await organizationPage(organizationId);
  const organization = await readOrganization(deps, principal);
  const support = mayNow(principal, 'support.write') ? await readSupport(deps, principal) : null;
  return (
    <>
      {support !== null && <RefreshOnRows placeId={organizationId} kinds={['support']} />}
      <SettingsPage
        organization={organization}
        canWrite={mayNow(principal, 'organization.write')}
        support={support}
        canLeave={principal.support === undefined}
      />
    </>
  );
}
