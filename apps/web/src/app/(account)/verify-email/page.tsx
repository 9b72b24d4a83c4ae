import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { VerifyEmailForm } from '../../../features/account/ui/verify-email-form.tsx';
import { pageSession } from '../../../features/organization/server/page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('verifyEmail.page'), referrer: 'no-referrer' };
}

interface VerifyEmailPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

export default async function VerifyEmailPage({ searchParams }: VerifyEmailPageProps) {
  const t = await getTranslations('account');
  const { token } = await searchParams;
  const isSignedIn = (await pageSession()) !== null;
  return (
    <>
      <FormHead title={t('verifyEmail.title')}>{t('verifyEmail.text')}</FormHead>
      <VerifyEmailForm token={String(token ?? '')} isSignedIn={isSignedIn} />
    </>
  );
}
