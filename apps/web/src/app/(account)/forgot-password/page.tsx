import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ForgotPasswordForm } from '../../../features/account/ui/forgot-password-form.tsx';
import { FormHead } from '../../../features/account/ui/form-head.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('forgot.page') };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations('account');
  return (
    <>
      <FormHead title={t('forgot.title')}>{t('forgot.text')}</FormHead>
      <ForgotPasswordForm />
    </>
  );
}
