'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { UpdateIncident } from '@modelmint/domain/incident';
import { type IncidentState, incidentStates } from '@modelmint/domain/platform-component';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Select } from '../../../ui/select.tsx';
import { Textarea } from '../../../ui/textarea.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { incidentKinds } from './incident-kinds.ts';

interface IncidentUpdateDialogProps {
  incident: { id: string; title: string; state: IncidentState };
  onClose: () => void;
}

/** What is known now. */
export function IncidentUpdateDialog({ incident, onClose }: IncidentUpdateDialogProps) {
  const t = useTranslations('site');
  const word = useTranslations('ui.status');
  const router = useRouter();
  const form = useApiForm<UpdateIncident>({
    defaultValues: { state: incident.state, text: '' },
    resolver: zodResolver(UpdateIncident),
    draft: { name: `incident-${incident.id}-${incident.state}` },
    onSubmit: async (values) => {
      await callApi(`/api/operator/site/incidents/${incident.id}/updates`, { body: values });
      router.refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      id="update-incident"
      title={t('incident.news', { title: incident.title })}
      action={t('incident.publish')}
      form={form}
      onClose={onClose}
    >
      <Field label={t('operator.state')} error={form.errorOf('state')}>
        <Select
          options={incidentStates.map((value) => ({ value, label: word(incidentKinds[value]) }))}
          value={form.watch('state')}
          onValueChange={(value) => form.setValue('state', value)}
        />
      </Field>
      <Field label={t('incident.known')} error={form.errorOf('text')}>
        <Textarea {...form.register('text')} rows={4} />
      </Field>
    </FormDialog>
  );
}
