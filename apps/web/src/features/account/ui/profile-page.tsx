'use client';

import { useRouter } from 'next/navigation';
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
import { showToast } from '../../../ui/toast.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { EmailPanel, type OpenChange } from './email-panel.tsx';

interface ProfilePageProps {
  user: { id: string; name: string; email: string };
  change: OpenChange | null;
}

/** Who one is here, and the end of it. */
export function ProfilePage({ user, change }: ProfilePageProps) {
  return (
    <Page>
      <PageHeader title="Profile" facts={['Your name and address, in every organization that you belong to.']} />
      <NamePanel name={user.name} />
      <EmailPanel email={user.email} change={change} />
      <DeletePanel email={user.email} />
    </Page>
  );
}

function NamePanel({ name }: { name: string }) {
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { name },
    onSubmit: async (values) => {
      await callApi('/api/account', { method: 'PATCH', body: { name: values.name } });
      showToast({ title: 'Name changed' });
      router.refresh();
    },
  });
  return (
    <Panel title="Name" description="Members of your organizations see it, and so does the audit log.">
      <form onSubmit={form.submit} noValidate className="grid max-w-100 gap-4">
        <Field label="Your name" error={form.errorOf('name')}>
          <Input
            {...form.register('name', {
              validate: (text) => text.trim() !== '' || 'Write your name.',
              maxLength: { value: 80, message: 'Use at most 80 characters.' },
            })}
            autoComplete="name"
          />
        </Field>
        <FormProblem problem={form.problem} />
        <div>
          <Button type="submit" isBusy={form.isBusy}>
            Change name
          </Button>
        </div>
      </form>
    </Panel>
  );
}

function DeletePanel({ email }: { email: string }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <Panel title="Delete account" description="What is about you is erased at once, and cannot be brought back.">
      <Button variant="danger" onClick={() => setAsking(true)}>
        Delete account
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title="Delete your account"
        typedName={email}
        action="Delete account"
        keep="Keep account"
        onConfirm={async () => {
          await callApi('/api/account', { method: 'DELETE', body: { email } });
          location.assign('/sign-in?done=deleted');
        }}
      >
        <p>
          Your name, address, password, passkeys and sessions are erased. Data, models and keys that you made belong to
          their organizations and stay there.
        </p>
        <p>
          An organization of which you are the only member is deleted too: its keys stop now, and all of it is erased
          after 30 days.
        </p>
      </ConfirmDialog>
    </Panel>
  );
}
