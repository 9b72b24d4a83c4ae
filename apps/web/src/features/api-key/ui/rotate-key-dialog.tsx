'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Note } from '../../../ui/note.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Select } from '../../../ui/select.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { ApiKeyView } from '../server/api-key-view.ts';
import { type MadeKey, MadeKeyDialog } from './made-key-dialog.tsx';

interface RotateKeyDialogProps {
  projectId: string;
  apiKey: ApiKeyView;
  onClose: () => void;
}

const graces = [
  { value: '0', label: 'End it at once' },
  { value: '1', label: '1 hour more' },
  { value: '4', label: '4 hours more' },
  { value: '12', label: '12 hours more' },
  { value: '24', label: '24 hours more' },
] as const;
type Grace = (typeof graces)[number]['value'];

/** A new secret for the key; the one that is there goes on for a while, so that code can change over. */
export function RotateKeyDialog({ projectId, apiKey, onClose }: RotateKeyDialogProps) {
  const router = useRouter();
  const [made, setMade] = useState<MadeKey | null>(null);
  const form = useApiForm<{ graceHours: Grace }>({
    defaultValues: { graceHours: '24' },
    onSubmit: async ({ graceHours }) => {
      const body = { graceHours: Number(graceHours) };
      setMade(await callApi<MadeKey>(`/api/projects/${projectId}/api-keys/${apiKey.id}/rotate`, { body }));
      router.refresh();
    },
  });
  if (made !== null) return <MadeKeyDialog made={made} onClose={onClose} />;
  return (
    <FormDialog id="rotate-key" title={`Rotate ${apiKey.name}`} action="Make new secret" form={form} onClose={onClose}>
      <p className="text-pretty text-fg-2">
        The key keeps its name, its permissions and its usage, and gets a new secret, which is shown once.
      </p>
      {apiKey.previous !== null && (
        <Note tone="warning">
          The secret ending in <code>{apiKey.previous.last4}</code> of the rotation before still works and was to end{' '}
          <RelativeTime at={apiKey.previous.until} />. It ends at once instead.
        </Note>
      )}
      <Field
        label={
          <>
            The secret ending in <code>{apiKey.last4}</code> works
          </>
        }
        help="Long enough to put the new one in its place. If somebody else may have it, end it at once."
        error={form.errorOf('graceHours')}
      >
        <Select
          options={graces}
          value={form.watch('graceHours')}
          onValueChange={(value) => form.setValue('graceHours', value)}
        />
      </Field>
    </FormDialog>
  );
}
