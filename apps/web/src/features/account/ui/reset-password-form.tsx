'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { PasswordInput } from '../../../ui/password-input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { passwordRule } from './new-account-fields.tsx';

export function ResetPasswordForm({ token }: { token: string }) {
  const t = useTranslations('account');
  const form = useApiForm({
    defaultValues: { password: '' },
    onSubmit: async ({ password }) => {
      await callApi('/api/account/reset-password', { body: { token, password } });
      location.assign('/sign-in?done=password');
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      <Field label={t('newPassword')} help={t('reset.help')} error={form.errorOf('password')}>
        <PasswordInput {...form.register('password', passwordRule)} autoComplete="new-password" />
      </Field>
      <FormProblem problem={form.problem} />
      <Button type="submit" variant="primary" isBusy={form.isBusy}>
        {t('changePassword')}
      </Button>
      {form.problem?.param === 'token' && (
        <p>
          <Link href="/forgot-password" className="link">
            {t('newLink')}
          </Link>
        </p>
      )}
    </form>
  );
}
