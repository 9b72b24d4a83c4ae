'use client';

import { useRouter } from 'next/navigation';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formatAmount, formatQuantity } from '../../../ui/format.ts';
import { showToast } from '../../../ui/toast.tsx';
import type { NamedInference } from '../server/name-files.ts';

interface CancelInferenceProps {
  projectId: string;
  job: NamedInference;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function CancelInference({ projectId, job, isOpen, onOpenChange }: CancelInferenceProps) {
  const router = useRouter();
  const cancel = async () => {
    await callApi(`/api/projects/${projectId}/inference/${job.id}/cancel`, { method: 'POST' });
    showToast({ title: `${job.title} is cancelled`, detail: 'The rest of the hold goes back to your credit.' });
    router.refresh();
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Cancel ${job.title}`}
      action="Cancel job"
      keep="Keep running"
      typedName={job.title}
      onConfirm={cancel}
    >
      <p>{consequence(job)}</p>
    </ConfirmDialog>
  );
}

/** What stops, what it costs, what stays. Exported for its test. */
export function consequence({ rowsDone, rowsFailed, rowsTotal, chargedMicros, heldMicros }: NamedInference): string {
  const done = rowsDone + rowsFailed;
  if (done === 0)
    return `No row is answered yet. You pay nothing${heldMicros > 0n ? `, and the hold of ${formatAmount(heldMicros)} returns to your credit` : ''}. A cancelled job cannot be resumed.`;
  const left = rowsTotal - done;
  const rest = heldMicros > chargedMicros ? heldMicros - chargedMicros : 0n;
  return `${formatQuantity(left, 'row')} will not be answered. You pay for the ${formatQuantity(rowsDone, 'row')} that ${rowsDone === 1 ? 'is' : 'are'} answered, ${formatAmount(chargedMicros)} so far, and the rest of the hold, about ${formatAmount(rest)}, returns to your credit. The results so far stay and can be downloaded. A cancelled job cannot be resumed.`;
}
