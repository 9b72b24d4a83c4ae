import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readChoices } from '../../../../../features/notification/server/choices.ts';
import { ChoicesPage } from '../../../../../features/notification/ui/choices-page.tsx';
import { organizationPage } from '../../../../../features/organization/server/page-context.ts';
import { RoleDenied } from '../../../../../features/organization/ui/role-denied.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notification');
  return { title: t('choices.title') };
}

export default async function Choices({ params }: { params: Promise<{ organizationId: string }> }) {
  const { organizationId } = await params;
  const { deps, principal, user } = await organizationPage(organizationId);
  if (principal.support !== undefined)
    return (
      <RoleDenied title={(await getTranslations('notification'))('choices.title')} role={principal.role} isPersonal />
    );
  const choices = await readChoices(deps, principal);
  return <ChoicesPage organizationId={organizationId} email={user.email} choices={choices} />;
}
