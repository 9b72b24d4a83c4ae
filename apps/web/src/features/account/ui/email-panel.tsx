'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { Note } from '../../../ui/note.tsx';
import { Panel } from '../../../ui/panel.tsx';
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
  const [isChanging, setChanging] = useState(false);
  return (
    <Panel title="E-mail address" description="You sign in with it, and mails go there.">
      <div className="grid justify-items-start gap-4">
        <p className="[overflow-wrap:anywhere]">{email}</p>
        {change && <OpenChangeNote email={email} change={change} />}
        <Button onClick={() => setChanging(true)}>Change address</Button>
      </div>
      {isChanging && <ChangeEmailDialog onClose={() => setChanging(false)} />}
    </Panel>
  );
}

/** What is still to be done, by address. */
function waitingFor({ newEmail, isOldConfirmed, isNewConfirmed }: OpenChange, email: string): string {
  if (isOldConfirmed) return `Open the link that we sent to ${newEmail}.`;
  if (isNewConfirmed) return `Open the link that we sent to ${email}.`;
  return `Open the links that we sent to ${email} and to ${newEmail}.`;
}

function OpenChangeNote({ email, change }: { email: string; change: OpenChange }) {
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
          Cancel change
        </Button>
      }
    >
      {cancel.problem?.message ?? (
        <>
          <b>Your account is about to move to {change.newEmail}.</b> {waitingFor(change, email)} Both work for 24 hours.
        </>
      )}
    </Note>
  );
}

function ChangeEmailDialog({ onClose }: { onClose: () => void }) {
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
    <FormDialog id="change-email" title="Change address" action="Send links" form={form} onClose={onClose}>
      <Field
        label="New e-mail address"
        help="A link goes to the old and one to the new address. When both were opened the account moves, and you sign in again."
        error={form.errorOf('email')}
      >
        <Input
          {...form.register('email', {
            required: 'Write the new address.',
            pattern: { value: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, message: 'Write it as name@example.com.' },
          })}
          type="email"
          autoComplete="email"
          placeholder="ada@example.com"
        />
      </Field>
    </FormDialog>
  );
}
