'use client';

import type { OperatorJob } from '@modelmint/db/system/operator-jobs';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { showToast } from '../../../ui/toast.ts';

interface DialogProps {
  job: Pick<OperatorJob, 'id' | 'organizationName'>;
  onClose: () => void;
}

export function CancelDialog({ job, onClose }: DialogProps) {
  const t = useTranslations('operator');
  const router = useRouter();
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t('jobs.cancel.title', { name: job.organizationName })}
      action={t('jobs.cancel.action')}
      keep={t('jobs.cancel.keep')}
      onConfirm={async () => {
        await callApi(`/api/operator/jobs/${job.id}/cancel`, { body: {} });
        showToast({ title: t('jobs.cancel.done'), detail: t('jobs.cancel.detail') });
        router.refresh();
      }}
    >
      {t('jobs.cancel.text')}
    </ConfirmDialog>
  );
}

export function RetryDialog({ job, onClose, onMade }: DialogProps & { onMade: (id: string) => void }) {
  const t = useTranslations('operator');
  const router = useRouter();
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t('jobs.retry.title', { name: job.organizationName })}
      action={t('jobs.retry.action')}
      keep={t('jobs.retry.keep')}
      onConfirm={async () => {
        const { id } = await callApi<{ id: string }>(`/api/operator/jobs/${job.id}/retry`, { body: {} });
        showToast({ title: t('jobs.retry.done') });
        onMade(id);
        router.refresh();
      }}
    >
      {t('jobs.retry.text')}
    </ConfirmDialog>
  );
}
