'use client';

import { useRouter } from 'next/navigation';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { showToast } from '../../../ui/toast.tsx';
import type { NamedInference } from '../server/name-files.ts';
import { consequence } from './consequence.ts';

interface CancelInferenceProps {
  projectId: string;
  job: NamedInference;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function CancelInference({ projectId, job, isOpen, onOpenChange }: CancelInferenceProps) {
  const router = useRouter();
  const cancel = async () => {
    const path = `/api/projects/${projectId}/inference/${job.id}/cancel`;
    const { shown } = await callApi<Pick<NamedInference, 'shown'>>(path, { method: 'POST' });
    showToast(
      shown === 'cancelled'
        ? { title: `${job.title} is cancelled`, detail: 'Nothing was charged.' }
        : { title: `${job.title} is being cancelled`, detail: 'The finished rows are kept in its result file.' },
    );
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
