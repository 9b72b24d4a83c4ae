'use client';

import { useRouter } from 'next/navigation';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formatAmount, formatCount, formatQuantity } from '../../../ui/format.ts';
import { showToast } from '../../../ui/toast.tsx';
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
  const router = useRouter();
  const name = jobName(job);
  const cancel = async () => {
    await callApi(`/api/projects/${projectId}/fine-tuning/${job.id}/cancel`, { method: 'POST' });
    showToast({ title: `${name} is cancelled`, detail: 'The rest of the hold is back in your credit.' });
    router.refresh();
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Cancel ${name}`}
      action="Cancel job"
      keep="Keep running"
      typedName={name}
      onConfirm={cancel}
    >
      <p>{consequence(job, checkpoints)}</p>
    </ConfirmDialog>
  );
}

/** What stops, what it costs, what stays. */
function consequence(job: JobDetail, checkpoints: number): string {
  if (job.status !== 'RUNNING')
    return `It has not started. You pay nothing, and the hold of ${formatAmount(job.estimatedMicros)} returns to your credit. A cancelled job cannot be resumed.`;
  const rest = formatAmount(returnedMicros(job));
  const kept =
    checkpoints === 0
      ? ''
      : ` The ${formatQuantity(checkpoints, 'checkpoint')} ${checkpoints === 1 ? 'stays' : 'stay'} listed here.`;
  return `Training stops after step ${formatCount(job.step)}. You pay ${formatAmount(job.costMicros)} for the completed steps, and ${rest} of the hold returns to your credit.${kept} No model is made. A cancelled job cannot be resumed.`;
}
