'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { FormHead } from './form-head.tsx';
import { NewAccountFields, type NewAccountValues, newAccountDefaults } from './new-account-fields.tsx';

interface SignUpFormProps {
  credit: string;
  /** Why the operator lets nobody sign up for now; null: one can. */
  closedBecause: string | null;
}

export function SignUpForm({ credit, closedBecause }: SignUpFormProps) {
  const t = useTranslations('account');
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const form = useApiForm<NewAccountValues>({
    defaultValues: newAccountDefaults,
    onSubmit: async (values) => {
      await callApi('/api/account/sign-up', { body: values });
      setMailedTo(values.email.trim());
    },
  });
  if (mailedTo !== null) return <MailSent email={mailedTo} />;
  if (closedBecause !== null)
    return (
      <>
        <FormHead title={t('signUp.title')}>{null}</FormHead>
        <Note tone="warning">{t.rich('signUp.closed', { reason: () => <bdi>{closedBecause}</bdi> })}</Note>
        <LinkButton href="/sign-in">{t('signIn')}</LinkButton>
      </>
    );
  return (
    <>
      <FormHead title={t('signUp.title')}>{t('signUp.text', { credit })}</FormHead>
      <form onSubmit={form.submit} noValidate className="grid gap-4">
        <NewAccountFields register={form.register} errorOf={form.errorOf} />
        <FormProblem problem={form.problem} />
        <Button type="submit" variant="primary" isBusy={form.isBusy}>
          {t('signUp.title')}
        </Button>
        <p className="text-fg-2">
          {t.rich('signUp.have', {
            link: (text) => (
              <Link href="/sign-in" className="link">
                {text}
              </Link>
            ),
          })}
        </p>
      </form>
    </>
  );
}

function MailSent({ email }: { email: string }) {
  const t = useTranslations('account');
  return (
    <>
      <FormHead title={t('signUp.mailTitle')}>
        {t.rich('signUp.mailText', { email, b: (text) => <b>{text}</b> })}
      </FormHead>
      <div className="flex gap-2">
        <LinkButton href="/sign-in">{t('signIn')}</LinkButton>
      </div>
    </>
  );
}
