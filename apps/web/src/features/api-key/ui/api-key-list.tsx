'use client';

import { Ellipsis, KeyRound, Pencil, Plus, RotateCw, Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { dialogOnUse } from '../../../ui/dialog-on-use.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { Status } from '../../../ui/status.tsx';
import { showToast } from '../../../ui/toast.ts';
import { useOpenByUrl } from '../../../ui/use-open-by-url.ts';
import type { ApiKeyView } from '../server/api-key-view.ts';
import { apiKeyStatus } from './api-key-status.ts';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { permissionWords } from './key-scope-words.ts';

const ChangeKeyDialog = dialogOnUse(async () => (await import('./change-key-dialog.tsx')).ChangeKeyDialog);
const RotateKeyDialog = dialogOnUse(async () => (await import('./rotate-key-dialog.tsx')).RotateKeyDialog);

interface ApiKeyListProps {
  projectId: string;
  /** null while they are read. */
  keys: readonly ApiKeyView[] | null;
  canWrite: boolean;
  /** When the server read them; what has expired by then is shown as expired. */
  readAt: Date;
}

export function ApiKeyList({ projectId, keys, canWrite, readAt }: ApiKeyListProps) {
  const t = useTranslations('apiKey');
  const router = useRouter();
  const [isCreating, setCreating] = useOpenByUrl();
  const [revoked, setRevoked] = useState<ApiKeyView | null>(null);
  const [changed, setChanged] = useState<ApiKeyView | null>(null);
  const [rotated, setRotated] = useState<ApiKeyView | null>(null);
  const acts = { edit: setChanged, rotate: setRotated, revoke: setRevoked };
  const create = canWrite && (
    <Button variant="primary" icon={<Icon of={Plus} />} onClick={() => setCreating(true)}>
      {t('create')}
    </Button>
  );
  const revoke = async (key: ApiKeyView) => {
    await callApi(`/api/projects/${projectId}/api-keys/${key.id}`, { method: 'DELETE' });
    showToast({ title: t('revoke.done', { name: key.name }), detail: t('revoke.doneDetail') });
    router.refresh();
  };
  return (
    <Page>
      <PageHeader title={t('title')} facts={[t('facts')]} primary={keys !== null && keys.length > 0 && create} />
      <Panel isFlush>
        <DataTable
          label={t('title')}
          columns={columnsOf(t, readAt, canWrite ? acts : null)}
          rows={keys}
          idOf={(key) => key.id}
          empty={
            <EmptyState icon={<Icon of={KeyRound} />} title={t('list.empty')} actions={create}>
              {canWrite ? t('list.emptyText') : t('list.emptyDenied')}
            </EmptyState>
          }
        />
      </Panel>
      {changed && <ChangeKeyDialog projectId={projectId} apiKey={changed} onClose={() => setChanged(null)} />}
      {rotated && <RotateKeyDialog projectId={projectId} apiKey={rotated} onClose={() => setRotated(null)} />}
      <CreateKeyDialog
        projectId={projectId}
        isOpen={isCreating && canWrite && keys !== null}
        onOpenChange={setCreating}
      />
      <ConfirmDialog
        isOpen={revoked !== null}
        onOpenChange={() => setRevoked(null)}
        title={t('revoke.title', { name: revoked?.name ?? '' })}
        typedName={revoked?.name ?? ''}
        action={t('revoke.action')}
        keep={t('revoke.keep')}
        onConfirm={async () => {
          if (revoked) await revoke(revoked);
        }}
      >
        {revoked && <RevokeText apiKey={revoked} />}
      </ConfirmDialog>
    </Page>
  );
}

function RevokeText({ apiKey: { last4, lastUsedAt } }: { apiKey: ApiKeyView }) {
  const t = useTranslations('apiKey');
  const words = { last4, code: (chunks: ReactNode) => <code className="text-fg">{chunks}</code> };
  return (
    <p>
      {lastUsedAt === null
        ? t.rich('revoke.neverUsed', words)
        : t.rich('revoke.used', { ...words, at: () => <RelativeTime at={lastUsedAt} /> })}
    </p>
  );
}

type Acts = Record<'edit' | 'rotate' | 'revoke', (key: ApiKeyView) => void>;

function columnsOf(t: Translate<'apiKey'>, readAt: Date, acts: Acts | null): Column<ApiKeyView>[] {
  const columns: Column<ApiKeyView>[] = [
    { id: 'name', header: t('list.name'), place: 'lead', cell: (key) => key.name, sortBy: (key) => key.name },
    { id: 'key', header: t('list.key'), cell: (key) => <KeyEnds apiKey={key} /> },
    { id: 'scope', header: t('list.scope'), place: 'plain', cell: (key) => <ScopeText apiKey={key} /> },
    { id: 'status', header: t('list.status'), cell: (key) => <Status kind={apiKeyStatus(key, readAt)} /> },
    {
      id: 'used',
      header: t('list.used'),
      isNumber: true,
      cell: (key) => key.lastUsedAt && <RelativeTime at={key.lastUsedAt} />,
      sortBy: (key) => key.lastUsedAt,
      isEmpty: (key) => key.lastUsedAt === null,
    },
    {
      id: 'expires',
      header: t('list.expires'),
      isNumber: true,
      cell: (key) => (key.expiresAt === null ? t('list.never') : <RelativeTime at={key.expiresAt} />),
      sortBy: (key) => key.expiresAt,
    },
    {
      id: 'created',
      header: t('list.created'),
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
  const t = useTranslations('apiKey');
  return (
    <Menu
      trigger={<IconButton size="small" label={t('menu.for', { name: apiKey.name })} icon={<Icon of={Ellipsis} />} />}
      entries={[
        ...(isExpired
          ? []
          : ([
              { kind: 'action', label: t('menu.edit'), icon: <Icon of={Pencil} />, onSelect: () => acts.edit(apiKey) },
              {
                kind: 'action',
                label: t('menu.rotate'),
                icon: <Icon of={RotateCw} />,
                onSelect: () => acts.rotate(apiKey),
              },
              { kind: 'line' },
            ] as const)),
        {
          kind: 'action',
          label: t('menu.revoke'),
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
  const t = useTranslations('apiKey');
  return (
    <>
      <code>{t('list.keyEnd', { last4 })}</code>
      {previous !== null && (
        <span className="block text-small text-fg-3">
          {t.rich('list.ends', { last4: previous.last4, at: () => <RelativeTime at={previous.until} /> })}
        </span>
      )}
    </>
  );
}

function ScopeText({ apiKey: { scope, permissions } }: { apiKey: ApiKeyView }) {
  const t = useTranslations('apiKey');
  if (scope !== 'chosen') return t(`scope.${scope}.title`);
  const words = permissions.map((permission) => permissionWords(t, permission).label);
  return (
    <span title={words.join(', ')}>{words.length === 1 ? words[0] : t('list.chosen', { count: words.length })}</span>
  );
}
