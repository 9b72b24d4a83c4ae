'use client';

import { Lock } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatAmount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { HoldRow } from './billing-view.ts';

/** Money that is set aside for work which runs now. */
export function HoldTable({ holds }: { holds: readonly HoldRow[] }) {
  const t = useTranslations('billing');
  const total = holds.reduce((sum, hold) => sum + hold.amountMicros, 0n);
  return (
    <Panel title={t('holds.title')} description={t('holds.description')} isFlush>
      <DataTable
        label={t('holds.title')}
        columns={columnsOf(t)}
        rows={holds}
        idOf={(hold) => hold.id}
        total={{ work: t('holds.total'), amount: formatAmount(total) }}
        empty={
          <EmptyState icon={<Icon of={Lock} />} title={t('holds.empty')}>
            {t('holds.emptyText')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

function columnsOf(t: Translate<'billing'>): Column<HoldRow>[] {
  return [
    {
      id: 'work',
      header: t('holds.work'),
      place: 'lead',
      cell: (hold) => {
        const [kind, id = ''] = hold.key.split(/:(.*)/s);
        if (kind !== 'job') return <code>{id}</code>;
        return (
          <Link href={`/projects/${hold.projectId}/fine-tuning/${id}`} className="hover:underline">
            <code>{id}</code>
          </Link>
        );
      },
    },
    {
      id: 'funding',
      header: t('holds.from'),
      cell: (hold) => (hold.funding === 'CREDIT' ? t('holds.credit') : t('holds.invoiceLimit')),
    },
    { id: 'since', header: t('holds.since'), isNumber: true, cell: (hold) => <RelativeTime at={hold.createdAt} /> },
    {
      id: 'amount',
      header: t('holds.held'),
      isNumber: true,
      place: 'main',
      cell: (hold) => formatAmount(hold.amountMicros),
    },
  ];
}
