'use client';

import { useTranslations } from 'next-intl';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { showToast } from '../../../ui/toast.ts';
import type { BaseModelView } from '../server/base-model-view.ts';

interface DeleteBaseModelProps {
  /** Of the row: `/api/…/base-models/<id>`. */
  path: string;
  model: Pick<BaseModelView, 'name' | 'status' | 'sizeBytes'>;
  /** Whose calls fail then. */
  whose: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onDeleted: () => void;
}

export function DeleteBaseModel({ path, model, whose, isOpen, onOpenChange, onDeleted }: DeleteBaseModelProps) {
  const t = useTranslations('baseModel');
  const { name, status, sizeBytes } = model;
  const isOpenImport = status === 'PENDING' || status === 'IMPORTING';
  const remove = async () => {
    await callApi(path, { method: 'DELETE' });
    showToast({ title: t(isOpenImport ? 'delete.stopped' : 'delete.deleted', { name }) });
    onDeleted();
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={t(isOpenImport ? 'delete.stopTitle' : 'delete.title', { name })}
      action={t(isOpenImport ? 'delete.stop' : 'delete.action')}
      keep={t(isOpenImport ? 'delete.keepImporting' : 'delete.keep')}
      {...(status === 'READY' ? { typedName: name } : {})}
      onConfirm={remove}
    >
      <p>
        {status === 'READY'
          ? t('delete.consequence', { whose, size: formatBytes(sizeBytes) })
          : isOpenImport
            ? t('delete.stopConsequence')
            : t('delete.failedConsequence')}
      </p>
    </ConfirmDialog>
  );
}
