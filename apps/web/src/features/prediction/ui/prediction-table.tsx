'use client';

import { DataTable, type Column as TableColumn } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { receiptColumns } from '../../playground/ui/receipt-columns.tsx';
import { type PredictionRun, saidOf } from './predicted.ts';

const columns: TableColumn<PredictionRun>[] = [
  {
    id: 'said',
    header: 'Prediction',
    place: 'lead',
    cell: ({ predictions: [first, second] }) => (
      <span className="[overflow-wrap:anywhere]">{`${saidOf(first)}${second === undefined ? '' : ', …'}`}</span>
    ),
  },
  { id: 'rows', header: 'Rows', isNumber: true, cell: ({ predictions }) => formatCount(predictions.length) },
  ...receiptColumns<PredictionRun>(({ inputTokens }) => inputTokens),
];

/** What was tried since the page was opened, newest first. */
export function PredictionTable({ runs }: { runs: readonly PredictionRun[] }) {
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
