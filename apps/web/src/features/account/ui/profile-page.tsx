'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Input } from '../../../ui/input.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { AppearancePanel } from './appearance-panel.tsx';
import { EmailPanel, type OpenChange } from './email-panel.tsx';
import { LanguagePanel } from './language-panel.tsx';

interface ProfilePageProps {
  user: { id: string; name: string; email: string };
  change: OpenChange | null;
}

/** Who one is here, and the end of it. */
export function ProfilePage({ user, change }: ProfilePageProps) {
  const t = useTranslations('account');
  return (
    <Page>
      <PageHeader title={t('profile.title')} facts={[t('profile.fact')]} />
      <NamePanel name={user.name} />
      <LanguagePanel />
      <AppearancePanel />
      <EmailPanel email={user.email} change={change} />
      <DeletePanel email={user.email} />
    </Page>
  );
}

function NamePanel({ name }: { name: string }) {
  const t = useTranslations('account');
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { name },
    onSubmit: async (values) => {
      await callApi('/api/account', { method: 'PATCH', body: { name: values.name } });
      showToast({ title: t('profile.nameChanged') });
      router.refresh();
    },
  });
  return (
    <Panel title={t('profile.name')} description={t('profile.nameText')}>
      <form onSubmit={form.submit} noValidate className="grid max-w-100 gap-4">
        <Field label={t('yourName')} error={form.errorOf('name')}>
          <Input
            {...form.register('name', {
              validate: (text) => text.trim() !== '' || t('writeName'),
              maxLength: { value: 80, message: t('atMost80') },
            })}
            autoComplete="name"
          />
        </Field>
        <FormProblem problem={form.problem} />
        <div>
          <Button type="submit" isBusy={form.isBusy}>
            {t('profile.changeName')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function DeletePanel({ email }: { email: string }) {
  const t = useTranslations('account');
  const [isAsking, setAsking] = useState(false);
  return (
    <Panel title={t('delete.title')} description={t('delete.text')}>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t('delete.title')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('delete.dialog')}
        typedName={email}
        action={t('delete.title')}
        keep={t('delete.keep')}
        onConfirm={async () => {
          await callApi('/api/account', { method: 'DELETE', body: { email } });
          location.assign('/sign-in?done=deleted');
        }}
      >
        <p>{t('delete.erased')}</p>
        <p>{t('delete.alone')}</p>
      </ConfirmDialog>
    </Panel>
  );
}
