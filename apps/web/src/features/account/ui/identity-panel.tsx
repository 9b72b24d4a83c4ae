'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Translate } from '../../../i18n/translate.ts';
import { Button } from '../../../ui/button.tsx';
import { callApi } from '../../../ui/call-api.ts';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { FormProblem } from '../../../ui/form-problem.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useAction } from '../../../ui/use-action.ts';
import type { OwnIdentity } from '../server/own-identities.ts';

interface Acts {
  isBusy: boolean;
  onLink: (row: OwnIdentity) => void;
  onUnlink: (row: OwnIdentity) => void;
}

/** Accounts at other services: they open this one. */
export function IdentityPanel({ identities }: { identities: readonly OwnIdentity[] }) {
  const t = useTranslations('account');
  const router = useRouter();
  const [unlinked, setUnlinked] = useState<OwnIdentity | null>(null);
  const link = useAction(async ({ provider }: OwnIdentity) => {
    const { url } = await callApi<{ url: string }>('/api/account/identities', { body: { provider } });
    location.assign(url);
  });
  const service = unlinked === null ? '' : t(`identities.name.${unlinked.provider}`);
  return (
    <Panel title={t('identities.title')} description={t('identities.text')} isFlush>
      <DataTable
        label={t('identities.title')}
        columns={columnsOf(t, { isBusy: link.isBusy, onLink: (row) => link.run(row), onUnlink: setUnlinked })}
        rows={identities}
        idOf={({ provider }) => provider}
        empty={null}
      />
      <FormProblem problem={link.problem} />
      <ConfirmDialog
        isOpen={unlinked !== null}
        onOpenChange={() => setUnlinked(null)}
        title={t('identities.unlinkTitle', { service })}
        action={t('identities.unlinkAction')}
        keep={t('identities.keep')}
        onConfirm={async () => {
          await callApi(`/api/account/identities/${unlinked?.provider ?? ''}`, { method: 'DELETE' });
          router.refresh();
        }}
      >
        <p>{t('identities.unlinkText')}</p>
      </ConfirmDialog>
    </Panel>
  );
}

function columnsOf(t: Translate<'account'>, { isBusy, onLink, onUnlink }: Acts): Column<OwnIdentity>[] {
  const nameOf = ({ provider }: OwnIdentity) => t(`identities.name.${provider}`);
  return [
    { id: 'service', header: t('identities.service'), place: 'lead', cell: nameOf },
    {
      id: 'address',
      header: t('identities.address'),
      cell: ({ linked }) => (linked === null ? t('identities.none') : <bdi>{linked.email}</bdi>),
    },
    {
      id: 'used',
      header: t('identities.used'),
      isNumber: true,
      cell: ({ linked }) => linked?.lastUsedAt && <RelativeTime at={linked.lastUsedAt} />,
      isEmpty: ({ linked }) => !linked?.lastUsedAt,
    },
    {
      id: 'since',
      header: t('identities.since'),
      isNumber: true,
      cell: ({ linked }) => linked && <RelativeTime at={linked.createdAt} />,
      isEmpty: ({ linked }) => linked === null,
    },
    {
      id: 'actions',
      header: '',
      place: 'actions',
      cell: (row) =>
        row.linked === null ? (
          <Button
            size="small"
            isBusy={isBusy}
            aria-label={t('identities.linkOne', { service: nameOf(row) })}
            onClick={() => onLink(row)}
          >
            {t('identities.link')}
          </Button>
        ) : (
          <Button
            size="small"
            variant="danger"
            aria-label={t('identities.unlinkOne', { service: nameOf(row) })}
            onClick={() => onUnlink(row)}
          >
            {t('identities.unlink')}
          </Button>
        ),
    },
  ];
}
