import { findSignInLink } from '@modelmint/db/system/sign-in-by-link';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../../deps.ts';
import { hashToken } from '../../../../features/account/server/session-cookie.ts';
import { FormHead } from '../../../../features/account/ui/form-head.tsx';
import { RequestLinkForm, UseLinkForm } from '../../../../features/account/ui/sign-in-link-forms.tsx';
import { LinkButton } from '../../../../ui/link-button.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('link.page'), referrer: 'no-referrer' };
}

interface SignInLinkPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

/** Asks for a link, or uses the one that the mail brought. */
export default async function SignInLinkPage({ searchParams }: SignInLinkPageProps) {
  const t = await getTranslations('account');
  const { token } = await searchParams;
  if (token === undefined)
    return (
      <>
        <FormHead title={t('link.page')}>{t('link.text')}</FormHead>
        <RequestLinkForm />
      </>
    );
  const found = await findSignInLink(deps().db, hashToken(String(token)));
  if (found === null)
    return (
      <>
        <FormHead title={t('link.usedTitle')}>{t('link.usedText')}</FormHead>
        <div>
          <LinkButton variant="primary" href="/sign-in/link">
            {t('newLink')}
          </LinkButton>
        </div>
      </>
    );
  return (
    <>
      <FormHead title={t('link.page')}>
        {t.rich('link.as', { email: found.email, b: (text) => <b className="[overflow-wrap:anywhere]">{text}</b> })}
      </FormHead>
      <UseLinkForm token={String(token)} />
    </>
  );
}
