import { findEmailChangeByLink } from '@modelmint/db/system/email-change';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../deps.ts';
import { hashToken } from '../../../features/account/server/session-cookie.ts';
import { ChangeEmailForm } from '../../../features/account/ui/change-email-form.tsx';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('changeEmail.page'), referrer: 'no-referrer' };
}

interface ChangeEmailPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

export default async function ChangeEmailPage({ searchParams }: ChangeEmailPageProps) {
  const t = await getTranslations('account');
  const { token } = await searchParams;
  const found = await findEmailChangeByLink(deps().db, hashToken(String(token ?? '')));
  if (found === null || found.isUsed)
    return (
      <>
        <FormHead title={t('changeEmail.usedTitle')}>{t('changeEmail.usedText')}</FormHead>
        <div>
          <LinkButton variant="primary" href="/account/profile">
            {t('changeEmail.openProfile')}
          </LinkButton>
        </div>
      </>
    );
  return (
    <>
      <FormHead title={t('changeEmail.title')}>
        {t.rich('changeEmail.text', {
          from: found.oldEmail,
          to: found.newEmail,
          b: (text) => <b className="[overflow-wrap:anywhere]">{text}</b>,
        })}
      </FormHead>
      <ChangeEmailForm token={String(token)} />
    </>
  );
}
