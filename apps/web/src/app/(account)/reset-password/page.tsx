import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { ResetPasswordForm } from '../../../features/account/ui/reset-password-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('newPassword'), referrer: 'no-referrer' };
}

interface ResetPasswordPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

export default async function ResetPasswordPage({ searchParams }: ResetPasswordPageProps) {
  const t = await getTranslations('account');
  const { token } = await searchParams;
  return (
    <>
      <FormHead title={t('forgot.title')} />
      <ResetPasswordForm token={String(token ?? '')} />
    </>
  );
}
