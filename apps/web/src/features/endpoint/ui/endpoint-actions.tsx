'use client';

import { Ellipsis, SquareTerminal, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { useIsSupport } from '../../../ui/support-view.tsx';
import { showToast } from '../../../ui/toast.ts';
import type { ModelView } from '../../model/server/model-view.ts';
import type { EndpointView } from '../server/endpoint-view.ts';

const RepointDialog = dialogOnUse(async () => (await import('./repoint-dialog.tsx')).RepointDialog);

interface EndpointActionsProps {
  projectId: string;
  endpoint: EndpointView;
  /** Calls of the last 24 h. */
  requestsOfDay: number;
  canWrite: boolean;
  canCall: boolean;
}

/** The secondary buttons of the page. */
export function EndpointActions({ projectId, endpoint, requestsOfDay, canWrite, canCall }: EndpointActionsProps) {
  const t = useTranslations('endpoint');
  const router = useRouter();
  const isSupport = useIsSupport();
  const [isDeleting, setDeleting] = useState(false);
  const remove = async () => {
    await callApi(`/api/projects/${projectId}/endpoints/${endpoint.id}`, { method: 'DELETE' });
    showToast({ title: t('actions.deletedTitle', { name: endpoint.name }), detail: t('actions.deletedDetail') });
    router.push(`/projects/${projectId}/endpoints`);
    router.refresh();
  };
  return (
    <>
      {canCall && (
        <LinkButton
          href={`/projects/${projectId}/playground?model=${encodeURIComponent(endpoint.name)}`}
          icon={<Icon of={SquareTerminal} />}
        >
          {t('actions.playground')}
        </LinkButton>
      )}
      {canWrite && !isSupport && (
        <Menu
          trigger={
            <IconButton
              variant="secondary"
              label={t('actions.more', { name: endpoint.name })}
              icon={<Icon of={Ellipsis} />}
              className="max-md:flex-none!"
            />
          }
          entries={[
            {
              kind: 'action',
              label: t('actions.delete'),
              icon: <Icon of={Trash2} />,
              isDanger: true,
              onSelect: () => setDeleting(true),
            },
          ]}
        />
      )}
      <ConfirmDialog
        isOpen={isDeleting}
        onOpenChange={setDeleting}
        title={t('actions.deleteTitle', { name: endpoint.name })}
        typedName={endpoint.name}
        action={t('actions.delete')}
        keep={t('actions.keep')}
        onConfirm={remove}
      >
        <p>
          {t.rich('actions.deleteBody', {
            name: endpoint.name,
            count: requestsOfDay,
            code: (chunks) => <code className="text-fg">{chunks}</code>,
          })}
        </p>
      </ConfirmDialog>
    </>
  );
}

interface RepointButtonProps {
  projectId: string;
  endpoint: EndpointView;
  models: readonly ModelView[];
}

/** The primary button of the page, where there is another model to point at. */
export function RepointButton({ projectId, endpoint, models }: RepointButtonProps) {
  const t = useTranslations('endpoint');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {t('repoint.action')}
      </Button>
      {isOpen && (
        <RepointDialog projectId={projectId} endpoint={endpoint} models={models} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
