import { findSignInLink } from '@modelmint/db/system/sign-in-by-link';
import type { Metadata } from 'next';
import { deps } from '../../../../deps.ts';
import { hashToken } from '../../../../features/account/server/session-cookie.ts';
import { FormHead } from '../../../../features/account/ui/form-head.tsx';
import { RequestLinkForm, UseLinkForm } from '../../../../features/account/ui/sign-in-link-forms.tsx';
import { LinkButton } from '../../../../ui/link-button.tsx';

export const metadata: Metadata = { title: 'Sign in by link', referrer: 'no-referrer' };

interface SignInLinkPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

/** Asks for a link, or uses the one that the mail brought. */
export default async function SignInLinkPage({ searchParams }: SignInLinkPageProps) {
  const { token } = await searchParams;
  if (token === undefined)
    return (
      <>
        <FormHead title="Sign in by link">We mail you a link that signs you in, without your password.</FormHead>
        <RequestLinkForm />
      </>
    );
  const found = await findSignInLink(deps().db, hashToken(String(token)));
  if (found === null)
    return (
      <>
        <FormHead title="This link is of no more use">
          It was used before, or is older than 15 minutes. If it was not you who used it, change your password.
        </FormHead>
        <div>
          <LinkButton variant="primary" href="/sign-in/link">
            Ask for a new link
          </LinkButton>
        </div>
      </>
    );
  return (
    <>
      <FormHead title="Sign in by link">
        You sign in as <b className="[overflow-wrap:anywhere]">{found.email}</b>.
      </FormHead>
      <UseLinkForm token={String(token)} />
    </>
  );
}
