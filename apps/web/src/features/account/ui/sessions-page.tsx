'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { startTransition, useOptimistic, useState } from 'react';
import type { MessageKey, Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { Page } from '../../../ui/page.tsx';
import { PageHeader } from '../../../ui/page-header.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { showFailure } from '../../../ui/show-failure.ts';
import { showToast } from '../../../ui/toast.ts';
import type { SessionView } from '../server/list-own-sessions.ts';

/** By the name that domain/sign-in-method gives it. */
const methods: Record<string, MessageKey<'account'>> = {
  password: 'method.password',
  magic_link: 'method.magic_link',
  passkey: 'method.passkey',
  sso: 'method.sso',
};
const services: Record<string, string> = { github: 'GitHub', google: 'Google' };

function methodText(t: Translate<'account'>, method: string): string {
  const key = methods[method];
  return key === undefined ? (services[method] ?? method) : t(key);
}

/** Where one is signed in; null while it is read. */
export function SessionsPage({ sessions }: { sessions: readonly SessionView[] | null }) {
  const t = useTranslations('account');
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  // Gone at once; when that fails, it is there again.
  const [shown, drop] = useOptimistic(sessions, (rows, id: string) => rows?.filter((row) => row.id !== id) ?? null);
  const end = ({ id, device }: SessionView) =>
    startTransition(async () => {
      drop(id);
      try {
        await callApi(`/api/account/sessions/${id}`, { method: 'DELETE' });
        showToast({ title: t('sessions.signedOut', { device }) });
        startTransition(() => router.refresh());
      } catch (error) {
        showFailure(t('sessions.notSignedOut', { device }), error);
      }
    });
  const others = (sessions ?? []).filter(({ isCurrent }) => !isCurrent).length;
  return (
    <Page>
      <PageHeader
        title={t('sessions.title')}
        facts={[t('sessions.fact')]}
        actions={others > 0 && <Button onClick={() => setAsking(true)}>{t('sessions.signOutOthers')}</Button>}
      />
      <Panel isFlush>
        <DataTable
          label={t('sessions.title')}
          columns={columnsOf(t, end)}
          rows={shown}
          idOf={({ id }) => id}
          empty={null}
        />
      </Panel>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t('sessions.signOutOthers')}
        action={t('sessions.signOutOthers')}
        keep={t('sessions.keep')}
        onConfirm={async () => {
          await callApi('/api/account/sessions', { method: 'DELETE' });
          router.refresh();
        }}
      >
        <p>{t('sessions.others', { count: others })}</p>
      </ConfirmDialog>
    </Page>
  );
}

function columnsOf(t: Translate<'account'>, onEnd: (session: SessionView) => void): Column<SessionView>[] {
  return [
    {
      id: 'device',
      header: t('sessions.browser'),
      place: 'lead',
      cell: ({ device, isCurrent }) => (isCurrent ? t('sessions.this', { device }) : device),
    },
    { id: 'method', header: t('sessions.by'), cell: ({ method }) => methodText(t, method) },
    {
      id: 'address',
      header: t('sessions.address'),
      cell: ({ address }) => <code>{address}</code>,
      isEmpty: ({ address }) => address === null,
    },
    {
      id: 'seen',
      header: t('sessions.lastUsed'),
      isNumber: true,
      cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} />,
    },
    {
      id: 'created',
      header: t('sessions.signedIn'),
      isNumber: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (session) =>
        !session.isCurrent && (
          <Button
            size="small"
            aria-label={t('sessions.signOutOne', { device: session.device })}
            onClick={() => onEnd(session)}
          >
            {t('sessions.signOut')}
          </Button>
        ),
    },
  ];
}
