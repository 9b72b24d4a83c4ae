'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { Select } from '../../../ui/select.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { type KeyLifetime, keyLifetimes, lifetimeEnd } from './key-lifetime.ts';
import { nameRules } from './key-name-rules.ts';
import { type KeyScopeChoice, KeyScopeFields, toScopeBody } from './key-scope-fields.tsx';
import { type MadeKey, MadeKeyDialog } from './made-key-dialog.tsx';

interface CreateKeyDialogProps {
  projectId: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Asks for a name, a scope and a life, then shows the key for the only time. */
export function CreateKeyDialog({ projectId, isOpen, onOpenChange }: CreateKeyDialogProps) {
  const router = useRouter();
  const [made, setMade] = useState<MadeKey | null>(null);
  const close = () => {
    onOpenChange(false);
    if (made !== null) router.refresh();
    setMade(null);
  };
  if (made !== null) return <MadeKeyDialog made={made} onClose={close} />;
  return isOpen ? <NewKeyDialog projectId={projectId} onClose={close} onMade={setMade} /> : null;
}

interface NewKeyDialogProps {
  projectId: string;
  onClose: () => void;
  onMade: (made: MadeKey) => void;
}

interface NewKey {
  name: string;
  lifetime: KeyLifetime;
  permissions: KeyScopeChoice;
}

function NewKeyDialog({ projectId, onClose, onMade }: NewKeyDialogProps) {
  const t = useTranslations('apiKey');
  const form = useApiForm<NewKey>({
    defaultValues: { name: '', lifetime: 'never', permissions: { scope: 'all', permissions: ['model.call'] } },
    fieldOf: { expiresAt: 'lifetime' },
    draft: { name: 'new-key' },
    onSubmit: async ({ name, lifetime, permissions }) => {
      const expiresAt = lifetimeEnd(lifetime, new Date());
      const body = {
        name: name.trim(),
        ...toScopeBody(permissions),
        ...(expiresAt === null ? {} : { expiresAt: expiresAt.toISOString() }),
      };
      onMade(await callApi<MadeKey>(`/api/projects/${projectId}/api-keys`, { body }));
    },
  });
  const lifetime = form.watch('lifetime');
  form.register('permissions', {
    validate: ({ scope, permissions }) => scope !== 'chosen' || permissions.length > 0 || t('scope.missing'),
  });
  return (
    <FormDialog id="create-key" title={t('create')} action={t('form.action')} form={form} onClose={onClose}>
      <Field label={t('form.name')} help={t('form.nameHelp')} error={form.errorOf('name')}>
        <Input {...form.register('name', nameRules(t))} placeholder={t('form.namePlaceholder')} autoComplete="off" />
      </Field>
      <KeyScopeFields
        value={form.watch('permissions')}
        onChange={(value) => form.setValue('permissions', value, { shouldValidate: form.formState.isSubmitted })}
        error={form.errorOf('permissions')}
      />
      <Field label={t('form.expires')} help={t('form.expiresHelp')} error={form.errorOf('lifetime')}>
        <Select
          options={keyLifetimes.map((life) => ({ value: life, label: t(`lifetime.${life}`) }))}
          value={lifetime}
          onValueChange={(value) => form.setValue('lifetime', value)}
        />
      </Field>
    </FormDialog>
  );
}
