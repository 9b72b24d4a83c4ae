'use client';

import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { showToast } from '../../../ui/toast.tsx';
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
  const { name, status, sizeBytes } = model;
  const isOpenImport = status === 'PENDING' || status === 'IMPORTING';
  const remove = async () => {
    await callApi(path, { method: 'DELETE' });
    showToast({ title: isOpenImport ? `The import of ${name} is stopped` : `${name} is deleted` });
    onDeleted();
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={isOpenImport ? `Stop the import of ${name}` : `Delete base model ${name}`}
      action={isOpenImport ? 'Stop import' : 'Delete base model'}
      keep={isOpenImport ? 'Keep importing' : 'Keep base model'}
      {...(status === 'READY' ? { typedName: name } : {})}
      onConfirm={remove}
    >
      <p>
        {status === 'READY'
          ? `${whose} that name it fail at once with 404, and ${formatBytes(sizeBytes)} of storage are freed. While jobs or tuned models stand on it, it stays.`
          : isOpenImport
            ? 'Its import stops, and what has come is dropped.'
            : 'Its import has failed; nothing else is lost.'}
      </p>
    </ConfirmDialog>
  );
}
