'use client';

import { ReceiptText } from 'lucide-react';
import { CopyId } from '../../../ui/copy-id.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount, formatMoney } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { formatMicros } from './format-micros.ts';

/** One billable fact. */
export interface Receipt {
  id: string;
  /** Id of the job or request that it bills. */
  factId: string;
  meter: string;
  tokens: bigint;
  /** Micro-USD per 1 M tokens. */
  rateMicros: bigint;
  amountMicros: bigint;
  funding: 'CREDIT' | 'INVOICE';
  occurredAt: Date;
}

/** The newest receipts, in micro-dollars. */
export function ReceiptTable({ receipts }: { receipts: readonly Receipt[] }) {
  return (
    <Panel
      title="Receipts"
      description="One for each job and request: tokens × price, rounded once. The CSV has all of them."
      isFlush
    >
      <DataTable
        label="Receipts"
        columns={columns}
        rows={receipts}
        idOf={(receipt) => receipt.id}
        empty={
          <EmptyState icon={<Icon of={ReceiptText} />} title="No receipts in these days">
            Every job and every call leaves one, with its tokens and its price.
          </EmptyState>
        }
      />
    </Panel>
  );
}

const columns: Column<Receipt>[] = [
  {
    id: 'fact',
    header: 'Job or request',
    place: 'lead',
    cell: (receipt) => <CopyId id={receipt.factId} what="id" />,
  },
  { id: 'meter', header: 'Meter', cell: (receipt) => (receipt.meter === 'training' ? 'Training' : 'Inference') },
  {
    id: 'funding',
    header: 'Paid from',
    cell: (receipt) => (receipt.funding === 'CREDIT' ? 'Credit' : 'Invoice'),
  },
  { id: 'tokens', header: 'Tokens', isNumber: true, cell: (receipt) => formatCount(receipt.tokens) },
  {
    id: 'rate',
    header: 'Per 1 M tokens',
    isNumber: true,
    cell: (receipt) => formatMoney(receipt.rateMicros),
  },
  {
    id: 'amount',
    header: 'Amount',
    isNumber: true,
    place: 'main',
    cell: (receipt) => formatMicros(receipt.amountMicros),
  },
  { id: 'at', header: 'Time', isNumber: true, cell: (receipt) => <RelativeTime at={receipt.occurredAt} /> },
];
