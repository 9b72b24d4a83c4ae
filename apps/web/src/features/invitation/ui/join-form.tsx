'use client';

import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { PasswordInput } from '../../../ui/password-input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { passwordRule } from '../../account/ui/new-account-fields.tsx';
import type { Joined } from '../server/accept-invitation.ts';
import { placeHref } from './place-href.ts';

interface JoinFormProps {
  token: string;
  email: string;
}

/** Makes an account of the invited address, joins with it and signs in. */
export function JoinForm({ token, email }: JoinFormProps) {
  const t = useTranslations('invitation');
  const form = useApiForm({
    defaultValues: { name: '', password: '' },
    onSubmit: async ({ name, password }) => {
      const joined = await callApi<Joined>('/api/invitations/join', { body: { token, name, password } });
      const answer = await signIn('credentials', { email, password, redirect: false });
      location.assign(answer.error ? `/sign-in?next=${encodeURIComponent(placeHref(joined))}` : placeHref(joined));
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      <Field label={t('join.address')} help={t('join.addressHelp')}>
        <Input value={email} readOnly autoComplete="username" />
      </Field>
      <Field label={t('join.name')} error={form.errorOf('name')}>
        <Input
          {...form.register('name', { required: t('join.nameEmpty') })}
          autoComplete="name"
          placeholder={t('join.namePlaceholder')}
        />
      </Field>
      <Field label={t('join.password')} help={t('join.passwordHelp')} error={form.errorOf('password')}>
        <PasswordInput {...form.register('password', passwordRule)} autoComplete="new-password" />
      </Field>
      <FormProblem problem={form.problem} />
      <Button type="submit" variant="primary" isBusy={form.isBusy}>
        {t('join.action')}
      </Button>
    </form>
  );
}
