'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { CopyId } from '../../../ui/copy-id.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { OrganizationView } from '../server/read-organization.ts';
import { nameRules } from './name-rules.ts';

interface RenamePanelProps {
  organization: OrganizationView;
  canWrite: boolean;
}

export function RenamePanel({ organization: { id, name, slug, version }, canWrite }: RenamePanelProps) {
  const t = useTranslations('organization');
  const u = useTranslations('ui');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { name },
    onSubmit: async (values) => {
      await callApi(`/api/organizations/${id}`, { method: 'PATCH', body: { name: values.name, version } });
      showToast({ title: t('rename.done') });
      router.refresh();
    },
  });
  return (
    <Panel title={t('rename.title')}>
      <form onSubmit={form.submit} noValidate className="grid max-w-120 gap-4">
        <Field
          label={t('rename.name')}
          help={canWrite ? t('rename.help') : t('rename.helpReadOnly')}
          error={form.errorOf('name')}
        >
          <Input {...form.register('name', nameRules(u))} readOnly={!canWrite} autoComplete="organization" dir="auto" />
        </Field>
        <div className="grid gap-1">
          <span className="font-medium">{t('rename.slug')}</span>
          <CopyId id={slug} what={t('rename.slugWhat')} />
          <p className="text-small text-fg-3">{t('rename.slugHelp')}</p>
        </div>
        <FormProblem problem={form.problem} />
        {canWrite && (
          <div>
            <Button type="submit" isBusy={form.isBusy}>
              {t('rename.action')}
            </Button>
          </div>
        )}
      </form>
    </Panel>
  );
}
