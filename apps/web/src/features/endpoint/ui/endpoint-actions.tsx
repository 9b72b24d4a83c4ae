'use client';

import { Ellipsis, SquareTerminal, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { formatQuantity } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { showToast } from '../../../ui/toast.tsx';
import type { ModelView } from '../../model/server/model-view.ts';
import type { EndpointView } from '../server/endpoint-view.ts';
import { RepointDialog } from './repoint-dialog.tsx';

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
  const router = useRouter();
  const [isDeleting, setDeleting] = useState(false);
  const remove = async () => {
    await callApi(`/api/projects/${projectId}/endpoints/${endpoint.id}`, { method: 'DELETE' });
    showToast({ title: `${endpoint.name} deleted`, detail: 'Its model stays.' });
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
          Open in playground
        </LinkButton>
      )}
      {canWrite && (
        <Menu
          trigger={
            <IconButton
              variant="secondary"
              label={`More actions for ${endpoint.name}`}
              icon={<Icon of={Ellipsis} />}
              className="max-md:flex-none!"
            />
          }
          entries={[
            {
              kind: 'action',
              label: 'Delete endpoint',
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
        title={`Delete endpoint ${endpoint.name}`}
        typedName={endpoint.name}
        action="Delete endpoint"
        keep="Keep endpoint"
        onConfirm={remove}
      >
        <p>
          Requests to <code className="text-fg">{endpoint.name}</code> fail at once with 404. It answered{' '}
          {formatQuantity(requestsOfDay, 'request')} in the last 24 h. The model stays.
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
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        Change model
      </Button>
      {isOpen && (
        <RepointDialog projectId={projectId} endpoint={endpoint} models={models} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
