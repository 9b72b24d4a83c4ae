import type { Metadata } from 'next';
import { safePath } from '../../../../features/account/server/safe-path.ts';
import { FormHead } from '../../../../features/account/ui/form-head.tsx';
import { SsoSignInForm } from '../../../../features/account/ui/sso-sign-in-form.tsx';

export const metadata: Metadata = { title: 'Single sign-on' };

interface SsoSignInPageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function SsoSignInPage({ searchParams }: SsoSignInPageProps) {
  const { next } = await searchParams;
  return (
    <>
      <FormHead title="Single sign-on">Your organization’s own sign-in page is found by your address.</FormHead>
      <SsoSignInForm next={safePath(Array.isArray(next) ? next[0] : next)} />
    </>
  );
}
