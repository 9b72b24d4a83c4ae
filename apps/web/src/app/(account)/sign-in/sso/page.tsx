import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { safePath } from '../../../../features/account/server/safe-path.ts';
import { FormHead } from '../../../../features/account/ui/form-head.tsx';
import { SsoSignInForm } from '../../../../features/account/ui/sso-sign-in-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('sso.page') };
}

interface SsoSignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SsoSignInPage({ searchParams }: SsoSignInPageProps) {
  const t = await getTranslations('account');
  const { next } = await searchParams;
  return (
    <>
      <FormHead title={t('sso.page')}>{t('sso.text')}</FormHead>
      <SsoSignInForm next={safePath(Array.isArray(next) ? next[0] : next)} />
    </>
  );
}
