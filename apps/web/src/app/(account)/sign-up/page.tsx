import { readSwitches } from '@modelmint/db/system/platform-switches';
import { trialCreditMicros } from '@modelmint/domain/money-rules';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { deps } from '../../../deps.ts';
import { SignUpForm } from '../../../features/account/ui/sign-up-form.tsx';
import { pageSession } from '../../../features/organization/server/page-context.ts';
import { formatMoney } from '../../../ui/format.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('account');
  return { title: t('signUp.title') };
}

export default async function SignUpPage() {
  if ((await pageSession()) !== null) redirect('/');
  const { signUp: closedBecause } = await readSwitches(deps().db);
  return <SignUpForm credit={formatMoney(trialCreditMicros)} closedBecause={closedBecause} />;
}
