'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { ApiKeyView } from '../server/api-key-view.ts';
import { nameRules } from './key-name-rules.ts';
import { type KeyScopeChoice, KeyScopeFields, toScopeBody } from './key-scope-fields.tsx';

interface ChangeKeyDialogProps {
  projectId: string;
  apiKey: ApiKeyView;
  onClose: () => void;
}

/** Another name, or other permissions. */
export function ChangeKeyDialog({ projectId, apiKey, onClose }: ChangeKeyDialogProps) {
  const t = useTranslations('apiKey');
  const router = useRouter();
  const form = useApiForm<{ name: string; permissions: KeyScopeChoice }>({
    defaultValues: { name: apiKey.name, permissions: { scope: apiKey.scope, permissions: apiKey.permissions } },
    onSubmit: async ({ name, permissions }) => {
      const isSame =
        permissions.scope === apiKey.scope &&
        (permissions.scope !== 'chosen' || permissions.permissions.join() === apiKey.permissions.join());
      const body = { name: name.trim(), ...(isSame ? {} : toScopeBody(permissions)) };
      await callApi(`/api/projects/${projectId}/api-keys/${apiKey.id}`, { method: 'PATCH', body });
      showToast({ title: t('form.saved', { name: body.name }), detail: t('form.savedDetail') });
      router.refresh();
      onClose();
    },
  });
  form.register('permissions', {
    validate: ({ scope, permissions }) => scope !== 'chosen' || permissions.length > 0 || t('scope.missing'),
  });
  return (
    <FormDialog
      id="change-key"
      title={t('form.editTitle', { name: apiKey.name })}
      action={t('form.save')}
      form={form}
      onClose={onClose}
    >
      <Field label={t('form.name')} error={form.errorOf('name')}>
        <Input {...form.register('name', nameRules(t))} autoComplete="off" />
      </Field>
      <KeyScopeFields
        value={form.watch('permissions')}
        onChange={(value) => form.setValue('permissions', value, { shouldValidate: form.formState.isSubmitted })}
        error={form.errorOf('permissions')}
      />
    </FormDialog>
  );
}
