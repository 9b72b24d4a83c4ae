'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { showToast } from '../../../ui/toast.ts';
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
  const t = useTranslations('dataset');
  const router = useRouter();
  const { id, name, sizeBytes, dependants } = dataset;
  const live = dependants.jobs.filter(({ status }) => ['VALIDATING_FILES', 'QUEUED', 'RUNNING'].includes(status));
  const remove = async () => {
    await callApi(`/api/projects/${projectId}/datasets/${id}`, { method: 'DELETE' });
    showToast({ title: t('delete.done', { name }), detail: t('delete.freed', { size: formatBytes(sizeBytes) }) });
    router.push(`/projects/${projectId}/data`);
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={t('delete.title', { name })}
      action={t('header.delete')}
      keep={t('delete.keep')}
      typedName={name}
      onConfirm={remove}
    >
      <p>{t('delete.what', { size: formatBytes(sizeBytes) })}</p>
      {live.length > 0 ? (
        <p>
          {t.rich('delete.inUse', {
            b: (chunks) => <b className="text-fg">{chunks}</b>,
            count: live.length,
            jobs: listOf(
              live.map((job) => job.id),
              t,
            ),
          })}
        </p>
      ) : (
        <p>{whatStays(dependants, t)}</p>
      )}
    </ConfirmDialog>
  );
}

function whatStays({ jobsTotal, models }: DatasetDetail['dependants'], t: Translate<'dataset'>): string {
  if (jobsTotal === 0 && models.length === 0) return t('delete.nothing');
  const names = models.map(({ name }) => shortModelName(name));
  return models.length === 0
    ? t('delete.jobsStay', { count: jobsTotal })
    : t('delete.modelsStay', { count: jobsTotal, models: listOf(names, t) });
}

function listOf(names: readonly string[], t: Translate<'dataset'>): string {
  const shown = names.slice(0, namesShown).join(t('list.comma'));
  return names.length > namesShown ? t('delete.andMore', { shown, count: names.length - namesShown }) : shown;
}
