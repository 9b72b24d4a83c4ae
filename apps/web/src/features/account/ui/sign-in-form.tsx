'use client';

import Link from 'next/link';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { ApiProblem } from '../../../ui/api-problem.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { PasswordInput } from '../../../ui/password-input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';

/** What the server's code means; see auth-config. */
function refusalOf(t: Translate<'account'>, code: string | undefined): string {
  const seconds = /^wait-(\d+)$/.exec(code ?? '')?.[1];
  if (seconds !== undefined) return t('signInForm.wait', { seconds: Number(seconds) });
  if (code === 'sso' || code === 'wrong') return t(`signInForm.${code}`);
  return t('signInForm.failed');
}

const refuse = (message: string): never => {
  throw new ApiProblem(message, { code: 'unauthenticated', param: null, requestId: null, status: 401 });
};

export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('account');
  const form = useApiForm({
    defaultValues: { email: '', password: '' },
    onSubmit: async ({ email, password }) => {
      const answer = await signIn('credentials', { email, password, redirect: false });
      if (answer.code === 'second-factor') {
        location.assign(`/sign-in/code?next=${encodeURIComponent(next)}`);
        return;
      }
      if (answer.error) refuse(refusalOf(t, answer.code));
      // A whole load: the server renders everything for the new session.
      location.assign(next);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      <Field label={t('email')} error={form.errorOf('email')}>
        <Input
          {...form.register('email', { required: t('writeAddress') })}
          type="email"
          autoComplete="username"
          placeholder={t('emailPlaceholder')}
        />
      </Field>
      <Field label={t('password')} error={form.errorOf('password')}>
        <PasswordInput
          {...form.register('password', { required: t('writePassword') })}
          autoComplete="current-password"
        />
      </Field>
      <FormProblem problem={form.problem} />
      <Button type="submit" variant="primary" isBusy={form.isBusy}>
        {t('signIn')}
      </Button>
      <p className="flex justify-between gap-4 text-fg-2">
        <Link href="/forgot-password" className="link">
          {t('signInForm.forgot')}
        </Link>
        <Link href="/sign-up" className="link">
          {t('signInForm.create')}
        </Link>
      </p>
    </form>
  );
}
