'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { Panel } from '../../../ui/panel.tsx';

/** For everybody: go. The last owner is told what to do instead. */
export function LeavePanel({ organization: { id, name } }: { organization: { id: string; name: string } }) {
  const t = useTranslations('organization');
  const [isAsking, setAsking] = useState(false);
  const leave = async () => {
    await callApi(`/api/organizations/${id}/leave`, { body: {} });
    // A whole load: what this person may see is another.
    location.assign('/home');
  };
  return (
    <Panel title={t('leave.title')}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[64ch] text-pretty text-fg-2">{t('leave.text')}</p>
        <Button variant="danger" onClick={() => setAsking(true)}>
          {t('leave.action')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('leave.dialogTitle', { name })}
        action={t('leave.action')}
        keep={t('leave.keep')}
        onConfirm={leave}
      >
        <p>{t('leave.dialogText')}</p>
      </ConfirmDialog>
    </Panel>
  );
}
