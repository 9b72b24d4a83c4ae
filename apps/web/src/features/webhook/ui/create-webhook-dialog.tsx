'use client';

import { organizationEventTypes } from '@modelmint/domain/webhook-event';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { Field } from '../../../ui/field.tsx';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { Select } from '../../../ui/select.tsx';
import { useApiForm } from '../../../ui/use-api-form.ts';
import { SecretDialog } from './secret-dialog.tsx';
import { everyProject, WebhookFields, type WebhookValues } from './webhook-fields.tsx';

interface CreateWebhookDialogProps {
  organizationId: string;
  projects: readonly { id: string; name: string }[];
  onClose: () => void;
}

/** Asks where to and for what, then shows the secret for the only time. */
export function CreateWebhookDialog({ organizationId, projects, onClose }: CreateWebhookDialogProps) {
  const t = useTranslations('webhook');
  const router = useRouter();
  const [secret, setSecret] = useState<string | null>(null);
  const form = useApiForm<WebhookValues>({
    defaultValues: {
      ...{ url: '', description: '', projectId: everyProject },
      events: ['fine_tuning.job.succeeded', 'fine_tuning.job.failed', 'batch.completed', 'batch.failed'],
    },
    draft: { name: 'new-webhook' },
    onSubmit: async ({ projectId, ...values }) => {
      const isOfProject = projectId !== everyProject;
      const events = values.events.filter((type) => !isOfProject || !organizationEventTypes.includes(type));
      const body = { ...values, events, projectId: isOfProject ? projectId : null };
      const made = await callApi<{ secret: string }>(`/api/organizations/${organizationId}/webhooks`, { body });
      setSecret(made.secret);
      router.refresh();
    },
  });
  if (secret !== null) return <SecretDialog secret={secret} onClose={onClose} />;
  const projectId = form.watch('projectId');
  return (
    <FormDialog id="create-webhook" title={t('form.createTitle')} action={t('create')} form={form} onClose={onClose}>
      <Field label={t('form.scope')} error={form.errorOf('projectId')}>
        <Select
          options={[
            { value: everyProject, label: t('list.everyProject') },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={projectId}
          onValueChange={(value) => form.setValue('projectId', value)}
        />
      </Field>
      <WebhookFields form={form} isOfProject={projectId !== everyProject} />
    </FormDialog>
  );
}
