import type { Metadata } from 'next';
import { ForgotPasswordForm } from '../../../features/account/ui/forgot-password-form.tsx';
import { FormHead } from '../../../features/account/ui/form-head.tsx';

export const metadata: Metadata = { title: 'Forgot password' };

export default function ForgotPasswordPage() {
  return (
    <>
      <FormHead title="Choose a new password">We mail you a link for it.</FormHead>
      <ForgotPasswordForm />
    </>
  );
}
