'use client';

import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { nameRules } from './name-rules.ts';

export function NewOrganizationForm() {
  const t = useTranslations('organization');
  const u = useTranslations('ui');
  const form = useApiForm({
    defaultValues: { name: '' },
    draft: { name: 'new-organization' },
    onSubmit: async ({ name }) => {
      const { projectId } = await callApi<{ projectId: string }>('/api/organizations', { body: { name } });
      location.assign(`/projects/${projectId}`);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      <Field label={t('new.name')} help={t('new.nameHelp')} error={form.errorOf('name')}>
        <Input
          {...form.register('name', nameRules(u))}
          autoComplete="organization"
          placeholder={t('new.placeholder')}
        />
      </Field>
      <FormProblem problem={form.problem} />
      <div>
        <Button type="submit" variant="primary" isBusy={form.isBusy}>
          {t('new.create')}
        </Button>
      </div>
    </form>
  );
}
