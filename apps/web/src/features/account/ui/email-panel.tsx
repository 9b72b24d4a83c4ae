'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { useAction } from '../../../ui/use-action.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';

export interface OpenChange {
  newEmail: string;
  isOldConfirmed: boolean;
  isNewConfirmed: boolean;
}

interface EmailPanelProps {
  email: string;
  change: OpenChange | null;
}

/** The address, and the way to another one: both must say yes. */
export function EmailPanel({ email, change }: EmailPanelProps) {
  const t = useTranslations('account');
  const [isChanging, setChanging] = useState(false);
  return (
    <Panel title={t('email')} description={t('emailPanel.text')}>
      <div className="grid justify-items-start gap-4">
        <p className="[overflow-wrap:anywhere]">{email}</p>
        {change && <OpenChangeNote email={email} change={change} />}
        <Button onClick={() => setChanging(true)}>{t('emailPanel.change')}</Button>
      </div>
      {isChanging && <ChangeEmailDialog onClose={() => setChanging(false)} />}
    </Panel>
  );
}

/** What is still to be done, by address. */
function waitingFor(
  t: Translate<'account'>,
  { newEmail, isOldConfirmed, isNewConfirmed }: OpenChange,
  email: string,
): string {
  if (isOldConfirmed) return t('emailPanel.openNew', { email: newEmail });
  if (isNewConfirmed) return t('emailPanel.openNew', { email });
  return t('emailPanel.openBoth', { old: email, new: newEmail });
}

function OpenChangeNote({ email, change }: { email: string; change: OpenChange }) {
  const t = useTranslations('account');
  const router = useRouter();
  const cancel = useAction(async () => {
    await callApi('/api/account/email-change', { method: 'DELETE' });
    router.refresh();
  });
  return (
    <Note
      tone={cancel.problem ? 'danger' : 'info'}
      isAlert={cancel.problem !== null}
      action={
        <Button size="small" isBusy={cancel.isBusy} onClick={() => cancel.run()}>
          {t('emailPanel.cancel')}
        </Button>
      }
    >
      {cancel.problem ? (
        <ProblemText problem={cancel.problem} />
      ) : (
        t.rich('emailPanel.about', {
          email: change.newEmail,
          todo: waitingFor(t, change, email),
          b: (text) => <b>{text}</b>,
        })
      )}
    </Note>
  );
}

function ChangeEmailDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations('account');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { email: '' },
    onSubmit: async ({ email }) => {
      await callApi('/api/account/email-change', { body: { email } });
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      id="change-email"
      title={t('emailPanel.change')}
      action={t('emailPanel.sendLinks')}
      form={form}
      onClose={onClose}
    >
      <Field label={t('emailPanel.new')} help={t('emailPanel.newHelp')} error={form.errorOf('email')}>
        <Input
          {...form.register('email', {
            required: t('emailPanel.writeNew'),
            pattern: { value: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: t('writeAs') },
          })}
          type="email"
          autoComplete="email"
          placeholder={t('emailPlaceholder')}
        />
      </Field>
    </FormDialog>
  );
}
