'use client';

import { Share2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import { useCopy } from '../../../ui/use-copy.ts';
import { runPath } from './run-path.ts';

interface ShareButtonProps {
  projectId: string;
  runId: string;
  onShared?: () => void;
}

/** Says who will read it before anybody can. */
export function ShareButton({ projectId, runId, onShared }: ShareButtonProps) {
  const t = useTranslations('playground');
  const [isOpen, setOpen] = useState(false);
  const { copy } = useCopy();
  const { run, isBusy, problem } = useAction(async () => {
    await callApi(`/api/projects/${projectId}/playground/runs/${runId}/share`, { method: 'POST' });
    copy(`${location.origin}${runPath(projectId, runId)}`);
    showToast({ title: t('share.doneTitle'), detail: t('share.doneDetail') });
    setOpen(false);
    onShared?.();
  });
  return (
    <>
      <Button icon={<Icon of={Share2} />} onClick={() => setOpen(true)}>
        {t('share.open')}
      </Button>
      <Dialog
        isOpen={isOpen}
        onOpenChange={setOpen}
        title={t('share.title')}
        foot={
          <>
            <Button onClick={() => setOpen(false)}>{t('share.cancel')}</Button>
            <Button variant="primary" isBusy={isBusy} onClick={run}>
              {t('share.action')}
            </Button>
          </>
        }
      >
        <p className="text-pretty text-fg-2">{t('share.text')}</p>
        <FormProblem problem={problem} />
      </Dialog>
    </>
  );
}
