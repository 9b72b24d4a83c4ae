'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { showToast } from '../../../ui/toast.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { makePasskey } from './passkey-ceremony.ts';

export interface PasskeyRow {
  id: string;
  name: string;
  /** Kept by a service that brings it to other devices. */
  isBackedUp: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** Keys of devices: they sign in without a password, and no false site can ask for them. */
export function PasskeyPanel({ passkeys }: { passkeys: readonly PasskeyRow[] }) {
  const router = useRouter();
  const [named, setNamed] = useState<PasskeyRow | 'new' | null>(null);
  const [removed, setRemoved] = useState<PasskeyRow | null>(null);
  const add = <Button onClick={() => setNamed('new')}>Add passkey</Button>;
  return (
    <Panel
      title="Passkeys"
      description="Sign in with the finger, face or PIN of a device, without a password. It counts as both steps."
      aside={passkeys.length > 0 && add}
      isFlush={passkeys.length > 0}
    >
      {passkeys.length === 0 ? (
        add
      ) : (
        <DataTable
          label="Passkeys"
          columns={columnsOf(setNamed, setRemoved)}
          rows={passkeys}
          idOf={({ id }) => id}
          empty={null}
        />
      )}
      {named && <PasskeyDialog passkey={named === 'new' ? null : named} onClose={() => setNamed(null)} />}
      <ConfirmDialog
        isOpen={removed !== null}
        onOpenChange={() => setRemoved(null)}
        title={`Remove ${removed?.name ?? 'passkey'}`}
        action="Remove passkey"
        keep="Keep passkey"
        onConfirm={async () => {
          await callApi(`/api/account/passkeys/${removed?.id ?? ''}`, { method: 'DELETE' });
          router.refresh();
        }}
      >
        <p>
          It no longer signs in here, and browsers that signed in by a passkey are signed out, but for this one. The
          device itself still offers it until you remove it there.
        </p>
      </ConfirmDialog>
    </Panel>
  );
}

function columnsOf(onRename: (row: PasskeyRow) => void, onRemove: (row: PasskeyRow) => void): Column<PasskeyRow>[] {
  return [
    { id: 'name', header: 'Name', place: 'lead', cell: ({ name }) => name },
    { id: 'kind', header: 'Kept', cell: ({ isBackedUp }) => (isBackedUp ? 'on all your devices' : 'on one device') },
    {
      id: 'used',
      header: 'Last used',
      isNumber: true,
      cell: ({ lastUsedAt }) => lastUsedAt && <RelativeTime at={lastUsedAt} />,
      isEmpty: ({ lastUsedAt }) => lastUsedAt === null,
    },
    { id: 'created', header: 'Added', isNumber: true, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (row) => (
        <span className="flex justify-end gap-2">
          <Button size="small" aria-label={`Rename ${row.name}`} onClick={() => onRename(row)}>
            Rename
          </Button>
          <Button size="small" variant="danger" aria-label={`Remove ${row.name}`} onClick={() => onRemove(row)}>
            Remove
          </Button>
        </span>
      ),
    },
  ];
}

function PasskeyDialog({ passkey, onClose }: { passkey: PasskeyRow | null; onClose: () => void }) {
  const router = useRouter();
  const form = useApiForm({
    defaultValues: { name: passkey?.name ?? '' },
    onSubmit: async ({ name }) => {
      if (passkey === null) {
        await makePasskey(name.trim());
        showToast({ title: 'Passkey added', detail: 'You can sign in with it from now on.' });
      } else await callApi(`/api/account/passkeys/${passkey.id}`, { method: 'PATCH', body: { name: name.trim() } });
      onClose();
      router.refresh();
    },
  });
  const title = passkey === null ? 'Add passkey' : `Rename ${passkey.name}`;
  return (
    <FormDialog
      id="name-passkey"
      title={title}
      action={passkey === null ? 'Add passkey' : 'Rename passkey'}
      form={form}
      onClose={onClose}
    >
      <Field
        label="Name"
        help="Of the device or the service that keeps it, so that you know which to remove."
        error={form.errorOf('name')}
      >
        <Input
          {...form.register('name', {
            validate: (name) => name.trim() !== '' || 'Give it a name, such as Work laptop.',
            maxLength: { value: 80, message: 'Use at most 80 characters.' },
          })}
          placeholder="Work laptop"
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
}
