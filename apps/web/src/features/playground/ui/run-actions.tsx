'use client';

import { Ellipsis, Link2Off, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { ProblemText } from '../../../ui/problem-text.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useAction } from '../../../ui/use-action.ts';
import type { RunView } from '../server/list-runs.ts';
import { runPath } from './run-path.ts';
import { ShareButton } from './share-button.tsx';

interface RunActionsProps {
  projectId: string;
  run: RunView;
  canCall: boolean;
}

/** Only its person shares and deletes it; whoever reads a shared one may pass its link on. */
export function RunActions({ projectId, run, canCall }: RunActionsProps) {
  const t = useTranslations('playground');
  const router = useRouter();
  const [isDeleting, setDeleting] = useState(false);
  const path = `/api/projects/${projectId}/playground/runs/${run.id}`;
  const isShared = run.sharedAt !== null;
  const stop = useAction(async () => {
    await callApi(`${path}/share`, { method: 'DELETE' });
    showToast({ title: t('share.stopped') });
    router.refresh();
  });
  const remove = async () => {
    await callApi(path, { method: 'DELETE' });
    showToast({ title: t('run.deleted') });
    router.push(`/projects/${projectId}/playground`);
    router.refresh();
  };
  return (
    <>
      {isShared && <CopyLink path={runPath(projectId, run.id)} />}
      {run.isOwn && !isShared && canCall && (
        <ShareButton projectId={projectId} runId={run.id} onShared={() => router.refresh()} />
      )}
      {run.isOwn && (
        <Menu
          trigger={
            <IconButton
              variant="secondary"
              label={t('run.more')}
              icon={<Icon of={Ellipsis} />}
              className="max-md:flex-none!"
            />
          }
          entries={[
            ...(isShared && canCall
              ? [
                  {
                    kind: 'action' as const,
                    label: t('share.stop'),
                    icon: <Icon of={Link2Off} />,
                    onSelect: () => stop.run(),
                  },
                ]
              : []),
            {
              kind: 'action',
              label: t('run.delete'),
              icon: <Icon of={Trash2} />,
              isDanger: true,
              onSelect: () => setDeleting(true),
            },
          ]}
        />
      )}
      {stop.problem && (
        <span role="alert" className="text-small text-danger">
          <ProblemText problem={stop.problem} />
        </span>
      )}
      <ConfirmDialog
        isOpen={isDeleting}
        onOpenChange={setDeleting}
        title={t('run.deleteTitle')}
        action={t('run.delete')}
        keep={t('run.keep')}
        onConfirm={remove}
      >
        <p>{t('run.deleteText')}</p>
      </ConfirmDialog>
    </>
  );
}

/** The address as the browser knows it. */
function CopyLink({ path }: { path: string }) {
  const t = useTranslations('playground');
  const origin = typeof location === 'undefined' ? '' : location.origin;
  return <CopyButton text={`${origin}${path}`} label={t('share.copy')} variant="secondary" size="regular" />;
}
