import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { safePath } from '../../../../features/account/server/safe-path.ts';
import { FormHead } from '../../../../features/account/ui/form-head.tsx';
import { SecondFactorForm } from '../../../../features/account/ui/second-factor-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('code.page') };
}

interface CodePageProps {
  searchParams: Promise<{ next?: string | string[] }>;
}

export default async function CodePage({ searchParams }: CodePageProps) {
  const t = await getTranslations('account');
  const { next } = await searchParams;
  return (
    <>
      <FormHead title={t('code.title')}>{t('code.text')}</FormHead>
      <SecondFactorForm next={safePath(Array.isArray(next) ? next[0] : next)} />
    </>
  );
}
