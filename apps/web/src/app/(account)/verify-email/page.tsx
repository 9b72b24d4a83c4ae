import type { Metadata } from 'next';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { VerifyEmailForm } from '../../../features/account/ui/verify-email-form.tsx';
import { pageSession } from '../../../features/organization/server/page-context.ts';

export const metadata: Metadata = { title: 'Confirm address', referrer: 'no-referrer' };

interface VerifyEmailPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

export default async function VerifyEmailPage({ searchParams }: VerifyEmailPageProps) {
  const { token } = await searchParams;
  const isSignedIn = (await pageSession()) !== null;
  return (
    <>
      <FormHead title="Confirm your e-mail address">
        One click, and uploads, jobs and API keys are open to you.
      </FormHead>
      <VerifyEmailForm token={String(token ?? '')} isSignedIn={isSignedIn} />
    </>
  );
}
