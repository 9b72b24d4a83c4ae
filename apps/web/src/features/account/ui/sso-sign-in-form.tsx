'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';

export function SsoSignInForm({ next }: { next: string }) {
  const t = useTranslations('account');
  const form = useApiForm({
    defaultValues: { email: '' },
    onSubmit: async ({ email }) => {
      const { url } = await callApi<{ url: string }>('/api/account/sign-in/sso', { body: { email, next } });
      location.assign(url);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      <Field label={t('sso.email')} error={form.errorOf('email')}>
        <Input
          {...form.register('email', { required: t('sso.write') })}
          type="email"
          autoComplete="username"
          placeholder={t('emailPlaceholder')}
        />
      </Field>
      <FormProblem problem={form.problem} />
      <Button type="submit" variant="primary" isBusy={form.isBusy}>
        {t('sso.go')}
      </Button>
      <p>
        <Link href="/sign-in" className="link">
          {t('backToSignIn')}
        </Link>
      </p>
    </form>
  );
}
