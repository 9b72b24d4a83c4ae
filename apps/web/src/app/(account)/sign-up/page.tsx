import { trialCreditMicros } from '@modelmint/domain/money-rules';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { SignUpForm } from '../../../features/account/ui/sign-up-form.tsx';
import { pageSession } from '../../../features/organization/server/page-context.ts';
import { formatMoney } from '../../../ui/format.ts';

export const metadata: Metadata = { title: 'Create account' };

export default async function SignUpPage() {
  if ((await pageSession()) !== null) redirect('/');
  return <SignUpForm credit={formatMoney(trialCreditMicros)} />;
}
