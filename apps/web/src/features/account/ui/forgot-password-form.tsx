'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { Note } from '../../../ui/note.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';

export function ForgotPasswordForm() {
  const t = useTranslations('account');
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const form = useApiForm({
    defaultValues: { email: '' },
    onSubmit: async ({ email }) => {
      await callApi('/api/account/forgot-password', { body: { email } });
      setMailedTo(email.trim());
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      {mailedTo !== null && (
        <Note tone="success" isAlert>
          {t('forgot.sent', { email: mailedTo })}
        </Note>
      )}
      <Field label={t('email')} error={form.errorOf('email')}>
        <Input
          {...form.register('email', { required: t('writeAddress') })}
          type="email"
          autoComplete="username"
          placeholder={t('emailPlaceholder')}
        />
      </Field>
      <FormProblem problem={form.problem} />
      <Button type="submit" variant="primary" isBusy={form.isBusy}>
        {t('sendLink')}
      </Button>
      <p>
        <Link href="/sign-in" className="link">
          {t('backToSignIn')}
        </Link>
      </p>
    </form>
  );
}
