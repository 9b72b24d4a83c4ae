'use client';

import { Coins } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { GrantRow } from './billing-view.ts';

/** Where the credit came from. */
export function GrantTable({ grants }: { grants: readonly GrantRow[] }) {
  const t = useTranslations('billing');
  return (
    <Panel title={t('grants.title')} isFlush>
      <DataTable
        label={t('grants.title')}
        columns={columnsOf(t)}
        rows={grants}
        idOf={(grant) => grant.id}
        empty={
          <EmptyState icon={<Icon of={Coins} />} title={t('grants.empty')}>
            {t('grants.emptyText')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

function sourceText(t: Translate<'billing'>, { sourceRef, category }: GrantRow): string {
  if (sourceRef === 'trial') return t('grants.trial');
  if (category === 'promo') return t('grants.given');
  return sourceRef.startsWith('topup_') ? t('grants.topUp') : t('grants.bought');
}

function columnsOf(t: Translate<'billing'>): Column<GrantRow>[] {
  return [
    {
      id: 'source',
      header: t('grants.source'),
      place: 'lead',
      cell: (grant) => (
        <>
          {sourceText(t, grant)}
          {grant.reason !== null && (
            <small className="text-pretty whitespace-normal [overflow-wrap:anywhere] max-md:block!">
              {grant.reason}
            </small>
          )}
        </>
      ),
    },
    { id: 'at', header: t('grants.added'), isNumber: true, cell: (grant) => <RelativeTime at={grant.createdAt} /> },
    {
      id: 'amount',
      header: t('grants.amount'),
      isNumber: true,
      place: 'main',
      cell: (grant) => formatMoney(grant.amountMicros),
    },
  ];
}
