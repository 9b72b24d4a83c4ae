'use client';

import { useRouter } from 'next/navigation';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formatBytes, formatQuantity } from '../../../ui/format.ts';
import { showToast } from '../../../ui/toast.tsx';
import { shortModelName } from '../../model/ui/short-model-name.ts';
import type { DatasetDetail } from '../server/get-dataset.ts';

interface DeleteDatasetProps {
  projectId: string;
  dataset: DatasetDetail;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

const namesShown = 5;

export function DeleteDataset({ projectId, dataset, isOpen, onOpenChange }: DeleteDatasetProps) {
  const router = useRouter();
  const { id, name, sizeBytes, dependants } = dataset;
  const live = dependants.jobs.filter(({ status }) => ['VALIDATING_FILES', 'QUEUED', 'RUNNING'].includes(status));
  const remove = async () => {
    await callApi(`/api/projects/${projectId}/datasets/${id}`, { method: 'DELETE' });
    showToast({ title: `${name} is deleted`, detail: `${formatBytes(sizeBytes)} of storage are free again.` });
    router.push(`/projects/${projectId}/data`);
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Delete data set ${name}`}
      action="Delete data set"
      keep="Keep data set"
      typedName={name}
      onConfirm={remove}
    >
      <p>
        The file and its checked rows are gone for good, and {formatBytes(sizeBytes)} of storage are freed. New jobs
        cannot be started on it.
      </p>
      {live.length > 0 ? (
        <p>
          <b className="text-fg">
            {formatQuantity(live.length, 'job')} still {live.length === 1 ? 'reads' : 'read'} it
          </b>
          , so it cannot be deleted now: {listOf(live.map((job) => job.id))}. Cancel {live.length === 1 ? 'it' : 'them'}{' '}
          or wait.
        </p>
      ) : (
        <p>{whatStays(dependants)}</p>
      )}
    </ConfirmDialog>
  );
}

function whatStays({ jobs, models }: DatasetDetail['dependants']): string {
  if (jobs.length === 0 && models.length === 0) return 'No job or model was made from it.';
  const made =
    models.length === 0
      ? ''
      : ` The models made from it go on answering: ${listOf(models.map(({ name }) => shortModelName(name)))}.`;
  return `${formatQuantity(jobs.length, 'job')} made from it ${jobs.length === 1 ? 'keeps its' : 'keep their'} records.${made}`;
}

function listOf(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).join(', ');
  return names.length > namesShown ? `${shown} and ${names.length - namesShown} more` : shown;
}
