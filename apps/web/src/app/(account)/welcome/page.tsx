import { listMemberships } from '@modelmint/db/system/find-membership';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../deps.ts';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { SignOutLink } from '../../../features/account/ui/sign-out-link.tsx';
import { requirePageUser } from '../../../features/organization/server/page-context.ts';
import { NewOrganizationForm } from '../../../features/organization/ui/new-organization-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('welcome.page') };
}

/** For whoever belongs to nothing: they left, were removed, or their organization is gone. */
export default async function WelcomePage() {
  const t = await getTranslations('account');
  const user = await requirePageUser();
  const memberships = await listMemberships(deps().db, user.id);
  if (memberships.length > 0) redirect('/home');
  return (
    <>
      <FormHead title={t('welcome.title')}>
        {t.rich('welcome.text', { email: user.email, b: (text) => <b className="break-all">{text}</b> })}
      </FormHead>
      <NewOrganizationForm />
      <SignOutLink />
    </>
  );
}
