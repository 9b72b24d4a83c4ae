'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { showToast } from '../../../ui/toast.ts';
import type { NamedInference } from '../server/name-files.ts';
import { consequence } from './consequence.ts';

interface CancelInferenceProps {
  projectId: string;
  job: NamedInference;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function CancelInference({ projectId, job, isOpen, onOpenChange }: CancelInferenceProps) {
  const t = useTranslations('inference');
  const router = useRouter();
  const cancel = async () => {
    const path = `/api/projects/${projectId}/inference/${job.id}/cancel`;
    const { shown } = await callApi<Pick<NamedInference, 'shown'>>(path, { method: 'POST' });
    showToast(
      shown === 'cancelled'
        ? { title: t('cancel.done', { name: job.title }), detail: t('outcome.notCharged') }
        : { title: t('cancel.begun', { name: job.title }), detail: t('cancel.kept') },
    );
    router.refresh();
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={t('cancel.title', { name: job.title })}
      action={t('cancel.action')}
      keep={t('cancel.keep')}
      typedName={job.title}
      onConfirm={cancel}
    >
      <p>{consequence(t, job)}</p>
    </ConfirmDialog>
  );
}
