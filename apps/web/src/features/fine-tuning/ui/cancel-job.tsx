'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formatAmount, formatCount } from '../../../ui/format.ts';
import { showToast } from '../../../ui/toast.ts';
import type { JobDetail } from '../server/get-job.ts';
import { jobName } from './job-name.ts';
import { returnedMicros } from './returned-micros.ts';

interface CancelJobProps {
  projectId: string;
  job: JobDetail;
  checkpoints: number;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function CancelJob({ projectId, job, checkpoints, isOpen, onOpenChange }: CancelJobProps) {
  const t = useTranslations('fineTuning');
  const router = useRouter();
  const name = jobName(job);
  const cancel = async () => {
    await callApi(`/api/projects/${projectId}/fine-tuning/${job.id}/cancel`, { method: 'POST' });
    showToast({ title: t('cancel.done', { name }), detail: t('cancel.doneDetail') });
    router.refresh();
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={t('cancel.title', { name })}
      action={t('cancel.action')}
      keep={t('cancel.keep')}
      typedName={name}
      onConfirm={cancel}
    >
      <p>{consequence(t, job, checkpoints)}</p>
    </ConfirmDialog>
  );
}

/** What stops, what it costs, what stays. */
function consequence(t: Translate<'fineTuning'>, job: JobDetail, checkpoints: number): string {
  if (job.status !== 'RUNNING') return t('cancel.notStarted', { hold: formatAmount(job.estimatedMicros) });
  return t('cancel.running', {
    step: formatCount(job.step),
    price: formatAmount(job.costMicros),
    rest: formatAmount(returnedMicros(job)),
    checkpoints,
  });
}
