import { isOperatorSetupOpen } from '@modelmint/db/system/create-operator';
import type { Metadata } from 'next';
import { deps } from '../../../deps.ts';
import { hashToken } from '../../../features/account/server/session-cookie.ts';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { SetupForm } from '../../../features/account/ui/setup-form.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };

interface SetupPageProps {
  searchParams: Promise<{ token?: string | string[] }>;
}

export default async function SetupPage({ searchParams }: SetupPageProps) {
  const token = String((await searchParams).token ?? '');
  const isOpen = await isOperatorSetupOpen(deps().db, hashToken(token));
  if (!isOpen)
    return (
      <>
        <FormHead title="This link cannot be used">
          It was used before or is older than one hour. Start Modelmint again: it prints a new link until there is an
          operator.
        </FormHead>
        <div>
          <LinkButton href="/sign-in">Sign in</LinkButton>
        </div>
      </>
    );
  return (
    <>
      <FormHead title="Set up this installation">
        The operator sees all organizations, workers, queues and mails. The account comes with an organization of its
        own.
      </FormHead>
      <SetupForm token={token} />
    </>
  );
}
