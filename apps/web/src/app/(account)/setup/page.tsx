import { isOperatorSetupOpen } from '@modelmint/db/system/create-operator';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../deps.ts';
import { hashToken } from '../../../features/account/server/session-cookie.ts';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { SetupForm } from '../../../features/account/ui/setup-form.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('setup.page'), referrer: 'no-referrer' };
}

interface SetupPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

export default async function SetupPage({ searchParams }: SetupPageProps) {
  const t = await getTranslations('account');
  const token = String((await searchParams).token ?? '');
  const isOpen = await isOperatorSetupOpen(deps().db, hashToken(token));
  if (!isOpen)
    return (
      <>
        <FormHead title={t('setup.usedTitle')}>{t('setup.usedText')}</FormHead>
        <div>
          <LinkButton href="/sign-in">{t('signIn')}</LinkButton>
        </div>
      </>
    );
  return (
    <>
      <FormHead title={t('setup.title')}>{t('setup.text')}</FormHead>
      <SetupForm token={token} />
    </>
  );
}
