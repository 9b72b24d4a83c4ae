'use client';

import type { Translate } from '../../../i18n/translate.ts';
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
export function receiptColumns<Run extends SessionRun>(
  t: Translate<'playground'>,
  tokensOf: (run: Run) => number,
): Column<Run>[] {
  return [
    { id: 'tokens', header: t('receipt.tokens'), isNumber: true, cell: (run) => formatCount(tokensOf(run)) },
    {
      id: 'latency',
      header: t('receipt.latency'),
      isNumber: true,
      cell: ({ wasCold, latencyMs }) => (
        <>
          {wasCold && <Chip>{t('receipt.cold')}</Chip>} {formatDuration(latencyMs)}
        </>
      ),
    },
    { id: 'price', header: t('receipt.price'), isNumber: true, cell: ({ amountMicros }) => formatMicros(amountMicros) },
    { id: 'sent', header: t('receipt.sent'), isNumber: true, cell: ({ at }) => <RelativeTime at={at} /> },
  ];
}
