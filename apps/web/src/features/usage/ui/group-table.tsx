'use client';

import { BarChart3 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatShares } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Swatch } from '../../../ui/swatch.tsx';
import { formatMicros } from './format-micros.ts';
import type { Grouping } from './usage-range.ts';
import { totalOf, type UsageSeries } from './usage-series.ts';

/** The name of a model may break after each colon. */
const breakable = (name: string): string => name.replaceAll(':', ':\u200b');

interface GroupTableProps {
  by: Grouping;
  series: readonly UsageSeries[];
  names: Readonly<Record<string, string>>;
  /** Chooses the grouping. */
  chooser: ReactNode;
}

/** The legend of the chart, with shares that add up. */
export function GroupTable({ by, series, names, chooser }: GroupTableProps) {
  const t = useTranslations('usage');
  const shares = formatShares(series.map(({ amountMicros }) => amountMicros));
  const rows = series.map((each, index) => ({ ...each, share: shares[index] ?? '' }));
  const total = totalOf(series);
  const title = t(`by.${by}`);
  return (
    <Panel title={title} aside={chooser} isFlush>
      <DataTable
        label={title}
        columns={[
          {
            id: 'group',
            header: t('groups.group'),
            place: 'lead',
            cell: (row) => (
              <span className="flex items-baseline [overflow-wrap:anywhere]">
                <Swatch colour={row.colour} />
                <span>{breakable(names[row.group] ?? row.group)}</span>
              </span>
            ),
          },
          { id: 'share', header: t('groups.share'), isNumber: true, cell: (row) => row.share },
          {
            id: 'amount',
            header: t('groups.amount'),
            isNumber: true,
            place: 'main',
            cell: (row) => formatMicros(row.amountMicros),
          },
        ]}
        rows={rows}
        idOf={(row) => row.group}
        total={{
          group: t('groups.total'),
          share: total.amountMicros > 0n ? '100.0%' : '0.0%',
          amount: formatMicros(total.amountMicros),
        }}
        empty={
          <EmptyState icon={<Icon of={BarChart3} />} title={t('empty')}>
            {t('groups.emptyText')}
          </EmptyState>
        }
      />
    </Panel>
  );
}
