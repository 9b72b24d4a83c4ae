'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Input } from '../../../ui/input.tsx';
import { RadioCards } from '../../../ui/radio-cards.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { StartedSupport } from '../server/start-support.ts';

interface StartSupportDialogProps {
  organization: { id: string; name: string };
  /** Until when the organization lets support act; null: it does not. */
  allowedUntil: Date | null;
  onClose: () => void;
}

/** The operator says why, and as what; then they are in the organization. */
export function StartSupportDialog({ organization: { id, name }, allowedUntil, onClose }: StartSupportDialogProps) {
  const t = useTranslations('support');
  const form = useApiForm({
    defaultValues: { reason: '', isActing: false },
    onSubmit: async (body) => {
      const { path } = await callApi<StartedSupport>(`/api/operator/organizations/${id}/support`, { body });
      // A whole load: what this person may see is another.
      location.assign(path);
    },
  });
  const isActing = form.watch('isActing');
  return (
    <FormDialog
      id="start-support"
      title={t('start.title', { name })}
      action={t('start.action')}
      form={form}
      onClose={onClose}
    >
      <p className="text-pretty text-fg-2">{t('start.text')}</p>
      <Field label={t('start.reason')} help={t('start.reasonHelp')} error={form.errorOf('reason')}>
        <Input
          {...form.register('reason', {
            validate: (text) => text.trim() !== '' || t('start.missing'),
            maxLength: { value: 300, message: t('start.long') },
          })}
          placeholder={t('start.example')}
          autoComplete="off"
        />
      </Field>
      <RadioCards
        label={t('start.as')}
        value={isActing ? 'act' : 'look'}
        onValueChange={(chosen) => form.setValue('isActing', chosen === 'act')}
        options={[
          { value: 'look', title: t('start.look'), detail: t('start.lookDetail') },
          {
            value: 'act',
            title: t('start.act'),
            detail:
              allowedUntil === null ? undefined : (
                <>
                  {t('start.actDetail')} {t.rich('start.actUntil', { time: () => <RelativeTime at={allowedUntil} /> })}
                </>
              ),
            ...(allowedUntil === null ? { blockedBecause: t('start.actBlocked') } : {}),
          },
        ]}
      />
    </FormDialog>
  );
}
