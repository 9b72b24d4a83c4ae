'use client';

import { useRouter } from 'next/navigation';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { showToast } from '../../../ui/toast.tsx';
import type { ModelDetail } from '../server/get-model.ts';
import { shortModelName } from './short-model-name.ts';

interface DeleteModelProps {
  projectId: string;
  model: ModelDetail;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function DeleteModel({ projectId, model, isOpen, onOpenChange }: DeleteModelProps) {
  const router = useRouter();
  const name = shortModelName(model.name);
  const remove = async () => {
    await callApi(`/api/projects/${projectId}/models/${model.id}`, { method: 'DELETE' });
    showToast({ title: `${name} is deleted` });
    router.push(`/projects/${projectId}/models`);
  };
  const names = model.endpoints.map((endpoint) => endpoint.name).join(', ');
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Delete model ${name}`}
      action="Delete model"
      keep="Keep model"
      typedName={name}
      onConfirm={remove}
    >
      {names === '' ? (
        <p>
          Calls that name it fail at once with 404, and {formatBytes(model.sizeBytes)} of storage are freed. The data
          set, the job and its usage stay. It cannot be brought back: download it first if you may need it.
        </p>
      ) : (
        <p>
          {model.endpoints.length === 1 ? 'The endpoint' : 'The endpoints'} <b className="text-fg">{names}</b> still{' '}
          {model.endpoints.length === 1 ? 'points' : 'point'} at it, so it cannot be deleted. Point{' '}
          {model.endpoints.length === 1 ? 'it' : 'them'} at another model or delete{' '}
          {model.endpoints.length === 1 ? 'it' : 'them'} first.
        </p>
      )}
    </ConfirmDialog>
  );
}
