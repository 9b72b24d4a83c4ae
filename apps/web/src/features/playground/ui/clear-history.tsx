'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { showToast } from '../../../ui/toast.ts';

/** Deletes all that the person tried in the project. */
export function ClearHistory({ projectId, onCleared }: { projectId: string; onCleared: () => void }) {
  const t = useTranslations('playground');
  const [isOpen, setOpen] = useState(false);
  const clear = async () => {
    const path = `/api/projects/${projectId}/playground/runs`;
    const { deleted } = await callApi<{ deleted: number }>(path, { method: 'DELETE' });
    showToast({ title: t('history.cleared'), detail: t('history.clearedDetail', { count: deleted }) });
    onCleared();
  };
  return (
    <>
      <Button size="small" variant="ghost" onClick={() => setOpen(true)} className="ml-auto">
        {t('history.clear')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t('history.clearTitle')}
        action={t('history.clear')}
        keep={t('history.keep')}
        onConfirm={clear}
      >
        <p>{t('history.clearText')}</p>
      </ConfirmDialog>
    </>
  );
}
