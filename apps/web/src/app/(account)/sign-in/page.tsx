import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { deps } from '../../../deps.ts';
import { providerProblems } from '../../../features/account/server/provider-problem.ts';
import { safePath } from '../../../features/account/server/safe-path.ts';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { OtherWays } from '../../../features/account/ui/other-ways.tsx';
import { SignInForm } from '../../../features/account/ui/sign-in-form.tsx';
import { pageSession } from '../../../features/organization/server/page-context.ts';
import { Note } from '../../../ui/note.tsx';

export const metadata: Metadata = { title: 'Sign in' };

/** What was done just before, on another page. */
const done: Record<string, string> = {
  confirmed: 'Your address is confirmed. Sign in to go on.',
  password: 'Your password is changed and every session has ended. Sign in with the new one.',
  operator: 'The operator account is ready. Sign in with it.',
  email: 'Your account has moved to the new address, and every session has ended. Sign in with the new address.',
  deleted: 'Your account is deleted.',
};

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const query = await searchParams;
  const next = safePath(one(query.next));
  // `again`: somebody who is signed in shall prove it once more.
  if (one(query.again) === undefined && (await pageSession()) !== null) redirect(next);
  const message = done[one(query.done) ?? ''];
  const problem = providerProblems[one(query.problem) ?? ''];
  const { github, google } = deps().env.providers;
  const providers = [...(github ? (['github'] as const) : []), ...(google ? (['google'] as const) : [])];
  return (
    <>
      <FormHead title="Sign in" />
      {message && <Note tone="success">{message}</Note>}
      {problem && (
        <Note tone="danger" isAlert>
          {problem}
        </Note>
      )}
      <SignInForm next={next} />
      <OtherWays next={next} providers={providers} />
    </>
  );
}
