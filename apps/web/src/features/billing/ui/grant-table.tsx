'use client';

import { Coins } from 'lucide-react';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatMoney } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import type { GrantRow } from './billing-view.ts';

/** Where the credit came from. */
export function GrantTable({ grants }: { grants: readonly GrantRow[] }) {
  return (
    <Panel title="Credit added" isFlush>
      <DataTable
        label="Credit added"
        columns={columns}
        rows={grants}
        idOf={(grant) => grant.id}
        empty={
          <EmptyState icon={<Icon of={Coins} />} title="No credit yet">
            Credit that is bought or given stands here.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const columns: Column<GrantRow>[] = [
  {
    id: 'source',
    header: 'Source',
    place: 'lead',
    cell: (grant) => (
      <>
        {grant.sourceRef === 'trial' ? 'Trial credit' : grant.category === 'promo' ? 'Given by us' : 'Bought'}
        {grant.reason !== null && (
          <small className="text-pretty whitespace-normal [overflow-wrap:anywhere] max-md:block!">{grant.reason}</small>
        )}
      </>
    ),
  },
  { id: 'at', header: 'Added', isNumber: true, cell: (grant) => <RelativeTime at={grant.createdAt} /> },
  {
    id: 'amount',
    header: 'Amount',
    isNumber: true,
    place: 'main',
    cell: (grant) => formatMoney(grant.amountMicros),
  },
];
