import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { FormHead } from '../../../../features/account/ui/form-head.tsx';
import { requirePageUser } from '../../../../features/organization/server/page-context.ts';
import { NewOrganizationForm } from '../../../../features/organization/ui/new-organization-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('newOrganization.title') };
}

export default async function NewOrganizationPage() {
  const t = await getTranslations('account');
  await requirePageUser();
  return (
    <>
      <FormHead title={t('newOrganization.title')}>{t('newOrganization.text')}</FormHead>
      <NewOrganizationForm />
      <p className="text-fg-2">
        <Link href="/home" className="link">
          {t('newOrganization.back')}
        </Link>
      </p>
    </>
  );
}
