'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { PasswordInput } from '../../../ui/password-input.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { passwordRule } from './new-account-fields.tsx';

export function PasswordPanel({ hasPassword }: { hasPassword: boolean }) {
  const [isChanging, setChanging] = useState(false);
  const verb = hasPassword ? 'Change password' : 'Set password';
  return (
    <Panel
      title="Password"
      description={
        hasPassword
          ? 'A new one signs out all other browsers.'
          : 'You have none: you sign in by link, passkey or another service.'
      }
    >
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
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { currentPassword: '', password: '' },
    onSubmit: async ({ currentPassword, password }) => {
      const body = hasPassword ? { currentPassword, password } : { password };
      await callApi('/api/account/password', { body });
      showToast({ title: 'Password changed', detail: 'All other browsers are signed out.' });
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog id="change-password" title={verb} action={verb} form={form} onClose={onClose}>
      {hasPassword && (
        <Field label="Current password" error={form.errorOf('currentPassword')}>
          <PasswordInput
            {...form.register('currentPassword', { required: 'Write the password that you have now.' })}
            autoComplete="current-password"
          />
        </Field>
      )}
      <Field
        label="New password"
        help="At least 12 characters. A few words that do not belong together are best."
        error={form.errorOf('password')}
      >
        <PasswordInput {...form.register('password', passwordRule)} autoComplete="new-password" />
      </Field>
    </FormDialog>
  );
}
