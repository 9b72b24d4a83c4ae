'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { showToast } from '../../../ui/toast.ts';
import type { ModelDetail } from '../server/get-model.ts';
import { shortModelName } from './short-model-name.ts';

interface DeleteModelProps {
  projectId: string;
  model: ModelDetail;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

export function DeleteModel({ projectId, model, isOpen, onOpenChange }: DeleteModelProps) {
  const t = useTranslations('model');
  const router = useRouter();
  const name = shortModelName(model.name);
  const remove = async () => {
    await callApi(`/api/projects/${projectId}/models/${model.id}`, { method: 'DELETE' });
    showToast({ title: t('delete.done', { name }) });
    router.push(`/projects/${projectId}/models`);
  };
  const names = model.endpoints.map((endpoint) => endpoint.name).join(', ');
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={t('delete.title', { name })}
      action={t('delete.action')}
      keep={t('delete.keep')}
      typedName={name}
      onConfirm={remove}
    >
      {names === '' ? (
        <p>{t('delete.text', { size: formatBytes(model.sizeBytes) })}</p>
      ) : (
        <p>
          {t.rich('delete.used', {
            ...{ count: model.endpoints.length, names },
            b: (chunks: ReactNode) => <b className="text-fg">{chunks}</b>,
          })}
        </p>
      )}
    </ConfirmDialog>
  );
}
