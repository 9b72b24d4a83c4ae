'use client';

import { BarChart3 } from 'lucide-react';
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

const titles: Record<Grouping, string> = {
  model: 'By model',
  key: 'By API key',
  member: 'By member',
  project: 'By project',
  meter: 'By meter',
};

/** The legend of the chart, with shares that add up. */
export function GroupTable({ by, series, names, chooser }: GroupTableProps) {
  const shares = formatShares(series.map(({ amountMicros }) => amountMicros));
  const rows = series.map((each, index) => ({ ...each, share: shares[index] ?? '' }));
  const total = totalOf(series);
  return (
    <Panel title={titles[by]} aside={chooser} isFlush>
      <DataTable
        label={titles[by]}
        columns={[
          {
            id: 'group',
            header: 'Group',
            place: 'lead',
            cell: (row) => (
              <span className="flex items-baseline [overflow-wrap:anywhere]">
                <Swatch colour={row.colour} />
                <span>{breakable(names[row.group] ?? row.group)}</span>
              </span>
            ),
          },
          { id: 'share', header: 'Share', isNumber: true, cell: (row) => row.share },
          {
            id: 'amount',
            header: 'Amount',
            isNumber: true,
            place: 'main',
            cell: (row) => formatMicros(row.amountMicros),
          },
        ]}
        rows={rows}
        idOf={(row) => row.group}
        total={{
          group: 'Total',
          share: total.amountMicros > 0n ? '100.0%' : '0.0%',
          amount: formatMicros(total.amountMicros),
        }}
        empty={
          <EmptyState icon={<Icon of={BarChart3} />} title="No usage in these days">
            Training and calls are counted here as they happen, by the token.
          </EmptyState>
        }
      />
    </Panel>
  );
}
