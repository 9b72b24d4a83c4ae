'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { ModelView } from '../../model/server/model-view.ts';
import { checkEndpointName } from './check-endpoint-name.ts';
import { factsOf, ModelSelect } from './model-select.tsx';

interface CreateEndpointDialogProps {
  projectId: string;
  models: readonly ModelView[];
  onClose: () => void;
}

export function CreateEndpointDialog({ projectId, models, onClose }: CreateEndpointDialogProps) {
  const t = useTranslations('endpoint');
  const router = useRouter();
  const form = useApiForm<{ name: string; modelId: string }>({
    defaultValues: { name: '', modelId: models[0]?.id ?? '' },
    draft: { name: 'new-endpoint', fits: ({ modelId }) => models.some(({ id }) => id === modelId) },
    onSubmit: async ({ name, modelId }) => {
      const made = await callApi<{ id: string }>(`/api/projects/${projectId}/endpoints`, { body: { name, modelId } });
      showToast({ title: t('newDialog.createdTitle', { name }), detail: t('newDialog.createdDetail') });
      router.push(`/projects/${projectId}/endpoints/${made.id}`);
    },
  });
  const modelId = form.watch('modelId');
  const chosen = models.find((one) => one.id === modelId);
  return (
    <FormDialog id="create-endpoint" title={t('create')} action={t('create')} form={form} onClose={onClose}>
      <Field label={t('newDialog.name')} help={t('newDialog.nameHelp')} error={form.errorOf('name')}>
        <Input
          {...form.register('name', { validate: (name) => checkEndpointName(t, name) ?? true })}
          placeholder={t('newDialog.namePlaceholder')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      </Field>
      <Field
        label={t('newDialog.model')}
        help={chosen ? t('newDialog.modelHelp', { facts: factsOf(t, chosen) }) : undefined}
        error={form.errorOf('modelId')}
      >
        <ModelSelect models={models} value={modelId} onValueChange={(id) => form.setValue('modelId', id)} />
      </Field>
    </FormDialog>
  );
}
