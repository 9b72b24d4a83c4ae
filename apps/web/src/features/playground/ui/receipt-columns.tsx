'use client';

import { Chip } from '../../../ui/chip.tsx';
import type { Column } from '../../../ui/data-table.tsx';
import { formatCount, formatDuration } from '../../../ui/format.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { formatMicros } from '../../usage/ui/format-micros.ts';
import type { CallReceipt } from './use-call.ts';

/** One line of "This session". */
export interface SessionRun extends CallReceipt {
  at: Date;
}

/** The last columns of "This session". */
export function receiptColumns<Run extends SessionRun>(tokensOf: (run: Run) => number): Column<Run>[] {
  return [
    { id: 'tokens', header: 'Tokens', isNumber: true, cell: (run) => formatCount(tokensOf(run)) },
    {
      id: 'latency',
      header: 'Latency',
      isNumber: true,
      cell: ({ wasCold, latencyMs }) => (
        <>
          {wasCold && <Chip>cold</Chip>} {formatDuration(latencyMs)}
        </>
      ),
    },
    { id: 'price', header: 'Price', isNumber: true, cell: ({ amountMicros }) => formatMicros(amountMicros) },
    { id: 'sent', header: 'Sent', isNumber: true, cell: ({ at }) => <RelativeTime at={at} /> },
  ];
}
