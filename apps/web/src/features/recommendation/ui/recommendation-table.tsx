'use client';

import { DataTable, type Column as TableColumn } from '../../../ui/data-table.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { receiptColumns } from '../../playground/ui/receipt-columns.tsx';
import type { RecommendRun } from './recommended.ts';

const columns: TableColumn<RecommendRun>[] = [
  {
    id: 'user',
    header: 'User',
    place: 'lead',
    cell: ({ ask }) => <span className="[overflow-wrap:anywhere]">{ask.user}</span>,
  },
  {
    id: 'first',
    header: 'First item',
    cell: ({ recommendation: { items } }) => <span className="[overflow-wrap:anywhere]">{items[0]?.item ?? '–'}</span>,
  },
  {
    id: 'basis',
    header: 'Basis',
    cell: ({ recommendation: { basis } }) => (basis === 'popularity' ? 'popular items' : 'what they did'),
  },
  ...receiptColumns<RecommendRun>(({ outputTokens }) => outputTokens),
];

/** What was tried since the page was opened, newest first. */
export function RecommendationTable({ runs }: { runs: readonly RecommendRun[] }) {
  if (runs.length === 0) return null;
  return (
    <Panel title="This session" isFlush>
      <DataTable
        label="Requests of this session"
        columns={columns}
        rows={runs}
        idOf={({ requestId }) => requestId}
        empty={null}
      />
    </Panel>
  );
}
