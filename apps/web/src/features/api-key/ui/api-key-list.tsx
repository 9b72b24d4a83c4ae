'use client';

import { KeyRound, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.tsx';
import type { ApiKeyView } from '../server/api-key-view.ts';
import { apiKeyStatus } from './api-key-status.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';

interface ApiKeyListProps {
  projectId: string;
  /** null while they are read. */
  keys: readonly ApiKeyView[] | null;
  canWrite: boolean;
  /** When the server read them; what has expired by then is shown as expired. */
  readAt: Date;
}

export function ApiKeyList({ projectId, keys, canWrite, readAt }: ApiKeyListProps) {
  const router = useRouter();
  const [isCreating, setCreating] = useState(false);
  const [revoked, setRevoked] = useState<ApiKeyView | null>(null);
  const create = canWrite && (
    <Button variant="primary" icon={<Icon of={Plus} />} onClick={() => setCreating(true)}>
      Create API key
    </Button>
  );
  const revoke = async (key: ApiKeyView) => {
    await callApi(`/api/projects/${projectId}/api-keys/${key.id}`, { method: 'DELETE' });
    showToast({ title: `${key.name} revoked`, detail: 'Calls with it are refused from now on.' });
    router.refresh();
  };
  return (
    <Page>
      <PageHeader
        title="API keys"
        facts={['A key acts in this project only. It is shown once, when it is made; we keep a fingerprint of it.']}
        primary={keys !== null && keys.length > 0 && create}
      />
      <Panel isFlush>
        <DataTable
          label="API keys"
          columns={columnsOf(readAt, canWrite ? setRevoked : null)}
          rows={keys}
          idOf={(key) => key.id}
          empty={
            <EmptyState icon={<Icon of={KeyRound} />} title="No API keys yet" actions={create}>
              {canWrite
                ? 'A key lets your code call the models and endpoints of this project, with the OpenAI client or plain HTTP.'
                : 'A key lets code call the models of this project. Your role may not make one: ask an owner or admin.'}
            </EmptyState>
          }
        />
      </Panel>
      <CreateKeyDialog projectId={projectId} isOpen={isCreating} onOpenChange={setCreating} />
      <ConfirmDialog
        isOpen={revoked !== null}
        onOpenChange={() => setRevoked(null)}
        title={`Revoke ${revoked?.name ?? 'key'}`}
        action="Revoke key"
        keep="Keep key"
        onConfirm={async () => {
          if (revoked) await revoke(revoked);
        }}
      >
        <p>
          Calls with the key ending in <code className="text-fg">{revoked?.last4}</code> fail at once with 401, and it
          cannot be brought back. {revoked?.lastUsedAt ? 'It was last used ' : 'It was never used.'}
          {revoked?.lastUsedAt && <RelativeTime at={revoked.lastUsedAt} />}
          {revoked?.lastUsedAt && '.'} Its usage stays on record.
        </p>
      </ConfirmDialog>
    </Page>
  );
}

function columnsOf(readAt: Date, onRevoke: ((key: ApiKeyView) => void) | null): Column<ApiKeyView>[] {
  const columns: Column<ApiKeyView>[] = [
    { id: 'name', header: 'Name', place: 'lead', cell: (key) => key.name, sortBy: (key) => key.name },
    { id: 'key', header: 'Key', cell: (key) => <code>sk-mm-…{key.last4}</code> },
    { id: 'status', header: 'Status', cell: (key) => <Status kind={apiKeyStatus(key, readAt)} /> },
    {
      id: 'used',
      header: 'Last used',
      isNumber: true,
      cell: (key) => key.lastUsedAt && <RelativeTime at={key.lastUsedAt} />,
      sortBy: (key) => key.lastUsedAt,
      isEmpty: (key) => key.lastUsedAt === null,
    },
    {
      id: 'expires',
      header: 'Expires',
      isNumber: true,
      cell: (key) => (key.expiresAt === null ? 'never' : <RelativeTime at={key.expiresAt} />),
      sortBy: (key) => key.expiresAt,
    },
    {
      id: 'created',
      header: 'Created',
      isNumber: true,
      cell: (key) => <RelativeTime at={key.createdAt} />,
      sortBy: (key) => key.createdAt,
    },
  ];
  if (onRevoke === null) return columns;
  return [
    ...columns,
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (key) =>
        apiKeyStatus(key, readAt) !== 'revoked' && (
          <Button variant="danger" size="small" aria-label={`Revoke ${key.name}`} onClick={() => onRevoke(key)}>
            Revoke
          </Button>
        ),
    },
  ];
}
