'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { FormHead } from './form-head.tsx';
import { NewAccountFields, type NewAccountValues, newAccountDefaults } from './new-account-fields.tsx';

export function SignUpForm({ credit }: { credit: string }) {
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const form = useApiForm<NewAccountValues>({
    defaultValues: newAccountDefaults,
    onSubmit: async (values) => {
      await callApi('/api/account/sign-up', { body: values });
      setMailedTo(values.email.trim());
    },
  });
  if (mailedTo !== null) return <MailSent email={mailedTo} />;
  return (
    <>
      <FormHead title="Create account">
        An organization with one project and {credit} of credit is there at once. No card needed.
      </FormHead>
      <form onSubmit={form.submit} noValidate className="grid gap-4">
        <NewAccountFields register={form.register} errorOf={form.errorOf} />
        <FormProblem problem={form.problem} />
        <Button type="submit" variant="primary" isBusy={form.isBusy}>
          Create account
        </Button>
        <p className="text-fg-2">
          You have one already?{' '}
          <Link href="/sign-in" className="link">
            Sign in
          </Link>
        </p>
      </form>
    </>
  );
}

function MailSent({ email }: { email: string }) {
  return (
    <>
      <FormHead title="Look into your mail">
        We sent a mail to <b>{email}</b>. Open its link within 24 hours to confirm the address. You can sign in before,
        but uploads, jobs and API keys wait for it.
      </FormHead>
      <div className="flex gap-2">
        <LinkButton href="/sign-in">Sign in</LinkButton>
      </div>
    </>
  );
}
