import type { Metadata } from 'next';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { ResetPasswordForm } from '../../../features/account/ui/reset-password-form.tsx';

export const metadata: Metadata = { title: 'New password', referrer: 'no-referrer' };

interface ResetPasswordPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

export default async function ResetPasswordPage({ searchParams }: ResetPasswordPageProps) {
  const { token } = await searchParams;
  return (
    <>
      <FormHead title="Choose a new password" />
      <ResetPasswordForm token={String(token ?? '')} />
    </>
  );
}
