import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../deps.ts';
import { providerProblems } from '../../../features/account/server/provider-problem.ts';
import { safePath } from '../../../features/account/server/safe-path.ts';
import { FormHead } from '../../../features/account/ui/form-head.tsx';
import { OtherWays } from '../../../features/account/ui/other-ways.tsx';
import { SignInForm } from '../../../features/account/ui/sign-in-form.tsx';
import { pageSession } from '../../../features/organization/server/page-context.ts';
import { translateProblem } from '../../../i18n/translate-problem.ts';
import { Note } from '../../../ui/note.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('signIn') };
}

/** What was done just before, on another page. */
const done = ['confirmed', 'password', 'operator', 'email', 'deleted'] as const;

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const t = await getTranslations('account');
  const query = await searchParams;
  const next = safePath(one(query.next));
  // `again`: somebody who is signed in shall prove it once more.
  if (one(query.again) === undefined && (await pageSession()) !== null) redirect(next);
  const what = done.find((each) => each === one(query.done));
  const problem = providerProblems[one(query.problem) ?? ''];
  const { github, google } = deps().env.providers;
  const providers = [...(github ? (['github'] as const) : []), ...(google ? (['google'] as const) : [])];
  return (
    <>
      <FormHead title={t('signIn')} />
      {what && <Note tone="success">{t(`done.${what}`)}</Note>}
      {problem && (
        <Note tone="danger" isAlert>
          {translateProblem(problem)}
        </Note>
      )}
      <SignInForm next={next} />
      <OtherWays next={next} providers={providers} />
    </>
  );
}
