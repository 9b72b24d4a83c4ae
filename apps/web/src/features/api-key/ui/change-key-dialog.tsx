'use client';

import { useRouter } from 'next/navigation';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { ApiKeyView } from '../server/api-key-view.ts';
import { nameRules } from './key-name-rules.ts';
import { type KeyScopeChoice, KeyScopeFields, scopeProblem, toScopeBody } from './key-scope-fields.tsx';

interface ChangeKeyDialogProps {
  projectId: string;
  apiKey: ApiKeyView;
  onClose: () => void;
}

/** Another name, or other permissions. */
export function ChangeKeyDialog({ projectId, apiKey, onClose }: ChangeKeyDialogProps) {
  const router = useRouter();
  const form = useApiForm<{ name: string; permissions: KeyScopeChoice }>({
    defaultValues: { name: apiKey.name, permissions: { scope: apiKey.scope, permissions: apiKey.permissions } },
    onSubmit: async ({ name, permissions }) => {
      const isSame =
        permissions.scope === apiKey.scope &&
        (permissions.scope !== 'chosen' || permissions.permissions.join() === apiKey.permissions.join());
      const body = { name: name.trim(), ...(isSame ? {} : toScopeBody(permissions)) };
      await callApi(`/api/projects/${projectId}/api-keys/${apiKey.id}`, { method: 'PATCH', body });
      showToast({ title: `${body.name} saved`, detail: 'Calls are judged by it from now on.' });
      router.refresh();
      onClose();
    },
  });
  form.register('permissions', {
    validate: ({ scope, permissions }) => scope !== 'chosen' || permissions.length > 0 || scopeProblem,
  });
  return (
    <FormDialog id="change-key" title={`Edit ${apiKey.name}`} action="Save key" form={form} onClose={onClose}>
      <Field label="Name" error={form.errorOf('name')}>
        <Input {...form.register('name', nameRules)} autoComplete="off" />
      </Field>
      <KeyScopeFields
        value={form.watch('permissions')}
        onChange={(value) => form.setValue('permissions', value, { shouldValidate: form.formState.isSubmitted })}
        error={form.errorOf('permissions')}
      />
    </FormDialog>
  );
}
