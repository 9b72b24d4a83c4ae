'use client';

import { Lock } from 'lucide-react';
import Link from 'next/link';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatAmount } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { HoldRow } from './billing-view.ts';

/** Money that is set aside for work which runs now. */
export function HoldTable({ holds }: { holds: readonly HoldRow[] }) {
  const total = holds.reduce((sum, hold) => sum + hold.amountMicros, 0n);
  return (
    <Panel title="Open holds" description="The most that running work can cost. What is not used comes back." isFlush>
      <DataTable
        label="Open holds"
        columns={columns}
        rows={holds}
        idOf={(hold) => hold.id}
        total={{ work: 'Total', amount: formatAmount(total) }}
        empty={
          <EmptyState icon={<Icon of={Lock} />} title="Nothing is on hold">
            A hold is taken before a job or a call starts, so that neither can cost more than there is.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const columns: Column<HoldRow>[] = [
  {
    id: 'work',
    header: 'Work',
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
  { id: 'funding', header: 'From', cell: (hold) => (hold.funding === 'CREDIT' ? 'Credit' : 'Invoice limit') },
  { id: 'since', header: 'Since', isNumber: true, cell: (hold) => <RelativeTime at={hold.createdAt} /> },
  {
    id: 'amount',
    header: 'Held',
    isNumber: true,
    place: 'main',
    cell: (hold) => formatAmount(hold.amountMicros),
  },
];
