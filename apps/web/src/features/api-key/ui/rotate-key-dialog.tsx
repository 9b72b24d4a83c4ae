'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
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

/** In hours. */
const graces = ['0', '1', '4', '12', '24'] as const;
type Grace = (typeof graces)[number];

/** A new secret for the key; the one that is there goes on for a while, so that code can change over. */
export function RotateKeyDialog({ projectId, apiKey, onClose }: RotateKeyDialogProps) {
  const t = useTranslations('apiKey');
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
  const { previous } = apiKey;
  const code = (chunks: ReactNode) => <code>{chunks}</code>;
  if (made !== null) return <MadeKeyDialog made={made} onClose={onClose} />;
  return (
    <FormDialog
      id="rotate-key"
      title={t('rotate.title', { name: apiKey.name })}
      action={t('rotate.action')}
      form={form}
      onClose={onClose}
    >
      <p className="text-pretty text-fg-2">{t('rotate.text')}</p>
      {previous !== null && (
        <Note tone="warning">
          {t.rich('rotate.previous', {
            ...{ last4: previous.last4, code },
            at: () => <RelativeTime at={previous.until} />,
          })}
        </Note>
      )}
      <Field
        label={t.rich('rotate.grace', { last4: apiKey.last4, code })}
        help={t('rotate.graceHelp')}
        error={form.errorOf('graceHours')}
      >
        <Select
          options={graces.map((hours) => ({
            value: hours,
            label: hours === '0' ? t('rotate.atOnce') : t('rotate.hours', { hours: Number(hours) }),
          }))}
          value={form.watch('graceHours')}
          onValueChange={(value) => form.setValue('graceHours', value)}
        />
      </Field>
    </FormDialog>
  );
}
