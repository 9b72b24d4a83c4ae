'use client';

import { Ellipsis, KeyRound, Pencil, Plus, RotateCw, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.tsx';
import type { ApiKeyView } from '../server/api-key-view.ts';
import { apiKeyStatus } from './api-key-status.ts';
import { ChangeKeyDialog } from './change-key-dialog.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { permissionWords, scopeWords } from './key-scope-words.ts';
import { RotateKeyDialog } from './rotate-key-dialog.tsx';

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
  const [changed, setChanged] = useState<ApiKeyView | null>(null);
  const [rotated, setRotated] = useState<ApiKeyView | null>(null);
  const acts = { edit: setChanged, rotate: setRotated, revoke: setRevoked };
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
          columns={columnsOf(readAt, canWrite ? acts : null)}
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
      {changed && <ChangeKeyDialog projectId={projectId} apiKey={changed} onClose={() => setChanged(null)} />}
      {rotated && <RotateKeyDialog projectId={projectId} apiKey={rotated} onClose={() => setRotated(null)} />}
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

type Acts = Record<'edit' | 'rotate' | 'revoke', (key: ApiKeyView) => void>;

function columnsOf(readAt: Date, acts: Acts | null): Column<ApiKeyView>[] {
  const columns: Column<ApiKeyView>[] = [
    { id: 'name', header: 'Name', place: 'lead', cell: (key) => key.name, sortBy: (key) => key.name },
    { id: 'key', header: 'Key', cell: (key) => <KeyEnds apiKey={key} /> },
    { id: 'scope', header: 'May do', place: 'plain', cell: (key) => <ScopeText apiKey={key} /> },
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
  if (acts === null) return columns;
  return [
    ...columns,
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (key) =>
        apiKeyStatus(key, readAt) !== 'revoked' && (
          <KeyMenu apiKey={key} acts={acts} isExpired={apiKeyStatus(key, readAt) === 'expired'} />
        ),
    },
  ];
}

function KeyMenu({ apiKey, acts, isExpired }: { apiKey: ApiKeyView; acts: Acts; isExpired: boolean }) {
  return (
    <Menu
      trigger={<IconButton size="small" label={`Actions for ${apiKey.name}`} icon={<Icon of={Ellipsis} />} />}
      entries={[
        ...(isExpired
          ? []
          : ([
              { kind: 'action', label: 'Edit', icon: <Icon of={Pencil} />, onSelect: () => acts.edit(apiKey) },
              { kind: 'action', label: 'Rotate', icon: <Icon of={RotateCw} />, onSelect: () => acts.rotate(apiKey) },
              { kind: 'line' },
            ] as const)),
        {
          kind: 'action',
          label: 'Revoke',
          icon: <Icon of={Trash2} />,
          isDanger: true,
          onSelect: () => acts.revoke(apiKey),
        },
      ]}
    />
  );
}

/** The end of its secret, and of the one before while that still works. */
function KeyEnds({ apiKey: { last4, previous } }: { apiKey: ApiKeyView }) {
  return (
    <>
      <code>sk-mm-…{last4}</code>
      {previous !== null && (
        <span className="block text-small text-fg-3">
          …{previous.last4} ends <RelativeTime at={previous.until} />
        </span>
      )}
    </>
  );
}

function ScopeText({ apiKey: { scope, permissions } }: { apiKey: ApiKeyView }) {
  if (scope !== 'chosen') return scopeWords[scope].title;
  const words = permissions.map((permission) => permissionWords[permission]?.label ?? permission);
  return <span title={words.join(', ')}>{words.length === 1 ? words[0] : `${words.length} chosen permissions`}</span>;
}
