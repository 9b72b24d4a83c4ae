'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { NewAccountFields, type NewAccountValues, newAccountDefaults } from './new-account-fields.tsx';

export function SetupForm({ token }: { token: string }) {
  const t = useTranslations('account');
  const form = useApiForm<NewAccountValues>({
    defaultValues: newAccountDefaults,
    onSubmit: async (values) => {
      await callApi('/api/account/set-up-operator', { body: { ...values, token } });
      location.assign('/sign-in?done=operator&next=%2Foperator');
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      <NewAccountFields register={form.register} errorOf={form.errorOf} />
      <FormProblem problem={form.problem} />
      <Button type="submit" variant="primary" isBusy={form.isBusy}>
        {t('setup.action')}
      </Button>
    </form>
  );
}
