import { findEmailChangeByLink } from '@modelmint/db/system/email-change';
import type { Metadata } from 'next';
import { deps } from '../../../deps.ts';
import { hashToken } from '../../../features/account/server/session-cookie.ts';
import { ChangeEmailForm } from '../../../features/account/ui/change-email-form.tsx';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';

export const metadata: Metadata = { title: 'Change of address', referrer: 'no-referrer' };

interface ChangeEmailPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

export default async function ChangeEmailPage({ searchParams }: ChangeEmailPageProps) {
  const { token } = await searchParams;
  const found = await findEmailChangeByLink(deps().db, hashToken(String(token ?? '')));
  if (found === null || found.isUsed)
    return (
      <>
        <FormHead title="This link is of no more use">
          It was used before, is older than 24 hours, or was followed by a newer one. Your profile says what is open.
        </FormHead>
        <div>
          <LinkButton variant="primary" href="/account/profile">
            Open profile
          </LinkButton>
        </div>
      </>
    );
  return (
    <>
      <FormHead title="Move the account">
        From <b className="[overflow-wrap:anywhere]">{found.oldEmail}</b> to{' '}
        <b className="[overflow-wrap:anywhere]">{found.newEmail}</b>. Both addresses must confirm it; then every session
        ends.
      </FormHead>
      <ChangeEmailForm token={String(token)} />
    </>
  );
}
