'use client';

import type { WebhookEventType } from '@modelmint/domain/webhook-event';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useApiForm } from '../../../ui/use-api-form.ts';
import type { WebhookView } from '../server/webhook-view.ts';
import { everyProject, WebhookFields, type WebhookValues } from './webhook-fields.tsx';

interface EditWebhookDialogProps {
  path: string;
  webhook: WebhookView;
  onClose: () => void;
}

/** Another address, other events. */
export function EditWebhookDialog({ path, webhook, onClose }: EditWebhookDialogProps) {
  const t = useTranslations('webhook');
  const router = useRouter();
  const { url, description, version, projectId } = webhook;
  const form = useApiForm<WebhookValues>({
    defaultValues: {
      ...{ url, description, projectId: projectId ?? everyProject },
      events: webhook.events as WebhookEventType[],
    },
    draft: { name: `webhook-${webhook.id}-${version}` },
    onSubmit: async ({ projectId: _, ...values }) => {
      await callApi(path, { method: 'PATCH', body: { ...values, version } });
      showToast({ title: t('form.saved') });
      router.refresh();
      onClose();
    },
  });
  return (
    <FormDialog id="edit-webhook" title={t('form.editTitle')} action={t('form.save')} form={form} onClose={onClose}>
      <WebhookFields form={form} isOfProject={projectId !== null} />
    </FormDialog>
  );
}
