import { can } from '@modelmint/domain/roles';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { callbackUrl } from '../../../../features/account/server/sign-in-by-provider.ts';
import { organizationPage } from '../../../../features/organization/server/page-context.ts';
import { canHere } from '../../../../features/organization/server/principal.ts';
import { RoleDenied } from '../../../../features/organization/ui/role-denied.tsx';
import { readSso } from '../../../../features/sso/server/save-sso.ts';
import { SsoPage } from '../../../../features/sso/ui/sso-page.tsx';
import { ClientMessages } from '../../../../i18n/client-messages.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sso');
  return { title: t('title') };
}

export default async function SingleSignOn({ params }: { params: Promise<{ organizationId: string }> }) {
  const t = await getTranslations('sso');
  const { organizationId } = await params;
  const { deps, principal } = await organizationPage(organizationId);
  const { role } = principal;
  if (!canHere(principal, 'organization.write'))
    return <RoleDenied title={t('title')} role={role} isClosed={can(role, 'organization.write')} />;
  const sso = await readSso(deps, principal);
  return (
    <ClientMessages namespaces={['sso']}>
      <SsoPage organizationId={organizationId} sso={sso} callbackUrl={callbackUrl(deps.env.publicUrl)} />
    </ClientMessages>
  );
}
