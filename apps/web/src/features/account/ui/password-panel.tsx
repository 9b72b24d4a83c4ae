'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { PasswordInput } from '../../../ui/password-input.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { passwordRule } from './new-account-fields.tsx';

export function PasswordPanel({ hasPassword }: { hasPassword: boolean }) {
  const t = useTranslations('account');
  const [isChanging, setChanging] = useState(false);
  const verb = t(hasPassword ? 'changePassword' : 'setPassword');
  return (
    <Panel title={t('password')} description={t(hasPassword ? 'passwordPanel.has' : 'passwordPanel.none')}>
      <Button onClick={() => setChanging(true)}>{verb}</Button>
      {isChanging && <PasswordDialog verb={verb} hasPassword={hasPassword} onClose={() => setChanging(false)} />}
    </Panel>
  );
}

interface PasswordDialogProps {
  verb: string;
  hasPassword: boolean;
  onClose: () => void;
}

function PasswordDialog({ verb, hasPassword, onClose }: PasswordDialogProps) {
  const t = useTranslations('account');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { currentPassword: '', password: '' },
    onSubmit: async ({ currentPassword, password }) => {
      const body = hasPassword ? { currentPassword, password } : { password };
      await callApi('/api/account/password', { body });
      showToast({ title: t('passwordPanel.changed'), detail: t('passwordPanel.changedDetail') });
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog id="change-password" title={verb} action={verb} form={form} onClose={onClose}>
      {hasPassword && (
        <Field label={t('passwordPanel.current')} error={form.errorOf('currentPassword')}>
          <PasswordInput
            {...form.register('currentPassword', { required: t('passwordPanel.writeCurrent') })}
            autoComplete="current-password"
          />
        </Field>
      )}
      <Field label={t('newPassword')} help={t('passwordHelp')} error={form.errorOf('password')}>
        <PasswordInput {...form.register('password', passwordRule)} autoComplete="new-password" />
      </Field>
    </FormDialog>
  );
}
