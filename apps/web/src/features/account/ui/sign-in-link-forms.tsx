'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Note } from '../../../ui/note.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { goOn, type SignInStatus } from './sign-in-status.ts';

export function RequestLinkForm() {
  const t = useTranslations('account');
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const form = useApiForm({
    defaultValues: { email: '' },
    onSubmit: async ({ email }) => {
      await callApi('/api/account/sign-in/link', { body: { email } });
      setMailedTo(email.trim());
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      {mailedTo !== null && (
        <Note tone="success" isAlert>
          {t('link.sent', { email: mailedTo })}
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

/** A button and not the opening of the page: mail programs open links to look at them. */
export function UseLinkForm({ token }: { token: string }) {
  const t = useTranslations('account');
  const use = useAction(async () => {
    goOn(await callApi<SignInStatus>('/api/account/sign-in/link/use', { body: { token } }), '/home');
  });
  return (
    <>
      <FormProblem problem={use.problem} />
      <div className="flex gap-2">
        <Button variant="primary" isBusy={use.isBusy} onClick={() => use.run()}>
          {t('signIn')}
        </Button>
        {use.problem && <LinkButton href="/sign-in/link">{t('newLink')}</LinkButton>}
      </div>
    </>
  );
}
