'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { Note } from '../../../ui/note.tsx';
import { Select } from '../../../ui/select.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { type KeyLifetime, keyLifetimes, lifetimeEnd } from './key-lifetime.ts';

interface CreateKeyDialogProps {
  projectId: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

interface MadeKey {
  name: string;
  key: string;
}

/** Asks for a name and a life, then shows the key for the only time. */
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

function NewKeyDialog({ projectId, onClose, onMade }: NewKeyDialogProps) {
  const form = useApiForm<{ name: string; lifetime: KeyLifetime }>({
    defaultValues: { name: '', lifetime: 'never' },
    fieldOf: { expiresAt: 'lifetime' },
    onSubmit: async ({ name, lifetime }) => {
      const expiresAt = lifetimeEnd(lifetime, new Date());
      const body = { name: name.trim(), ...(expiresAt === null ? {} : { expiresAt: expiresAt.toISOString() }) };
      onMade(await callApi<MadeKey>(`/api/projects/${projectId}/api-keys`, { body }));
    },
  });
  const lifetime = form.watch('lifetime');
  return (
    <FormDialog id="create-key" title="Create API key" action="Create key" form={form} onClose={onClose}>
      <Field label="Name" help="Where it will be used, so that you know which to revoke." error={form.errorOf('name')}>
        <Input
          {...form.register('name', {
            validate: (name) => name.trim() !== '' || 'Give the key a name, such as production.',
            maxLength: { value: 100, message: 'Use at most 100 characters.' },
          })}
          placeholder="production"
          autoComplete="off"
        />
      </Field>
      <Field
        label="Expires"
        help="After that it is refused with 401. It can be revoked at any time."
        error={form.errorOf('lifetime')}
      >
        <Select options={keyLifetimes} value={lifetime} onValueChange={(value) => form.setValue('lifetime', value)} />
      </Field>
    </FormDialog>
  );
}

function MadeKeyDialog({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  return (
    <Dialog isOpen onOpenChange={onClose} title={`Copy ${made.name}`} foot={<Button onClick={onClose}>Done</Button>}>
      <Note tone="warning">
        <b>This is the only time that the key is shown.</b> Keep it where your code reads its secrets. If it is lost,
        make another and revoke this one.
      </Note>
      <div className="flex items-center gap-2 rounded-md border border-line bg-code py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 text-small break-all">{made.key}</code>
        <CopyButton text={made.key} label="Copy key" variant="secondary" />
      </div>
      <p className="text-small text-fg-3">
        The examples on the page of an endpoint read it from <code>MODELMINT_API_KEY</code>.
      </p>
    </Dialog>
  );
}
