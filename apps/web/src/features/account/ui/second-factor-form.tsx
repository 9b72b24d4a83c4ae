'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';

/** The second step: a code from the app, or one of the ten that were kept for a day without it. */
export function SecondFactorForm({ next }: { next: string }) {
  const t = useTranslations('account');
  const [isRecovery, setRecovery] = useState(false);
  const form = useApiForm({
    defaultValues: { code: '' },
    onSubmit: async ({ code }) => {
      await callApi('/api/account/sign-in/second-factor', { body: { code } });
      location.assign(next);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      <Field
        label={t(isRecovery ? 'code.recovery' : 'code.app')}
        help={t(isRecovery ? 'code.recoveryHelp' : 'code.appHelp')}
        error={form.errorOf('code')}
      >
        <Input
          key={String(isRecovery)}
          {...form.register('code', { required: t('code.write') })}
          {...(isRecovery ? { autoComplete: 'off' } : { inputMode: 'numeric', autoComplete: 'one-time-code' })}
          // i18n-ignore
          placeholder={isRecovery ? 'x3kd-9f2m-q7ab-c1zz' : '123 456'}
          autoFocus
        />
      </Field>
      <FormProblem problem={form.problem} />
      <Button type="submit" variant="primary" isBusy={form.isBusy}>
        {t('signIn')}
      </Button>
      <p className="flex justify-between gap-4 text-fg-2">
        <button
          type="button"
          className="link"
          onClick={() => {
            form.reset();
            setRecovery(!isRecovery);
          }}
        >
          {t(isRecovery ? 'code.useApp' : 'code.useRecovery')}
        </button>
        <Link href={`/sign-in?next=${encodeURIComponent(next)}`} className="link">
          {t('code.startAgain')}
        </Link>
      </p>
    </form>
  );
}
