import type { Metadata } from 'next';
import { safePath } from '../../../../features/account/server/safe-path.ts';
import { FormHead } from '../../../../features/account/ui/form-head.tsx';
import { SecondFactorForm } from '../../../../features/account/ui/second-factor-form.tsx';

export const metadata: Metadata = { title: 'Second step' };

interface CodePageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function CodePage({ searchParams }: CodePageProps) {
  const { next } = await searchParams;
  return (
    <>
      <FormHead title="One more step">Your account asks for a code at each sign-in.</FormHead>
      <SecondFactorForm next={safePath(Array.isArray(next) ? next[0] : next)} />
    </>
  );
}
