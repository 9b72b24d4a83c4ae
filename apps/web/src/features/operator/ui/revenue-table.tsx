'use client';

import type { RevenueDay } from '@modelmint/db/system/read-revenue';
import { ChartColumn } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatDay } from '../../../ui/format-time.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Money } from '../../../ui/money.tsx';
import { Panel } from '../../../ui/panel.tsx';

type Amount = 'trainingMicros' | 'inferenceMicros' | 'planFeeMicros' | 'receivedMicros' | 'givenMicros';
const amounts = [
  { id: 'trainingMicros', header: 'revenue.training' },
  { id: 'inferenceMicros', header: 'revenue.inference' },
  { id: 'planFeeMicros', header: 'revenue.fees' },
  { id: 'givenMicros', header: 'revenue.given' },
  { id: 'receivedMicros', header: 'revenue.received' },
] as const satisfies readonly { id: Amount; header: string }[];

/** The newest day first; days on which nothing happened are left out. */
export function RevenueTable({ days, countedAt }: { days: readonly RevenueDay[]; countedAt: Date }) {
  const t = useTranslations('operator');
  const busy = days.filter((day) => amounts.some(({ id }) => day[id] !== 0n)).toReversed();
  return (
    <Panel title={t('revenue.days')} description={t('revenue.daysAbout')} isFlush>
      <DataTable
        sortParam="sort-revenue"
        label={t('revenue.days')}
        columns={columnsOf(t, countedAt)}
        rows={busy}
        idOf={({ day }) => day}
        total={{
          day: t('revenue.total'),
          ...Object.fromEntries(
            amounts.map(({ id }) => [id, <Money key={id} micros={busy.reduce((sum, day) => sum + day[id], 0n)} />]),
          ),
        }}
        empty={
          <EmptyState icon={<Icon of={ChartColumn} />} title={t('revenue.empty')}>
            {t('revenue.emptyText')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

function columnsOf(t: Translate<'operator'>, now: Date): Column<RevenueDay>[] {
  return [
    {
      id: 'day',
      header: t('revenue.day'),
      place: 'lead',
      cell: ({ day }) => formatDay(new Date(day), now),
      sortBy: ({ day }) => day,
    },
    ...amounts.map(
      ({ id, header }): Column<RevenueDay> => ({
        id,
        header: t(header),
        isNumber: true,
        place: id === 'receivedMicros' ? 'main' : 'rest',
        cell: (day) => <Money micros={day[id]} />,
        isEmpty: (day) => day[id] === 0n,
        sortBy: (day) => day[id],
      }),
    ),
  ];
}
