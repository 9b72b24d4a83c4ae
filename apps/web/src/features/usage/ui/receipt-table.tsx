'use client';

import { ReceiptText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { CopyId } from '../../../ui/copy-id.tsx';
import { type Column, DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatCount, formatMoney } from '../../../ui/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { formatMicros } from './format-micros.ts';
import { meterText } from './group-names.ts';

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
  const t = useTranslations('usage');
  return (
    <Panel title={t('receipts.title')} description={t('receipts.description')} isFlush>
      <DataTable
        label={t('receipts.title')}
        columns={columnsOf(t)}
        rows={receipts}
        idOf={(receipt) => receipt.id}
        empty={
          <EmptyState icon={<Icon of={ReceiptText} />} title={t('receipts.empty')}>
            {t('receipts.emptyText')}
          </EmptyState>
        }
      />
    </Panel>
  );
}

const columnsOf = (t: Translate<'usage'>): Column<Receipt>[] => [
  {
    id: 'fact',
    header: t('receipts.fact'),
    place: 'lead',
    cell: (receipt) => <CopyId id={receipt.factId} what={t('receipts.id')} />,
  },
  { id: 'meter', header: t('lines.meter'), cell: (receipt) => meterText(t, receipt.meter) },
  {
    id: 'funding',
    header: t('receipts.paidFrom'),
    cell: (receipt) => (receipt.funding === 'CREDIT' ? t('receipts.credit') : t('receipts.invoice')),
  },
  { id: 'tokens', header: t('lines.tokens'), isNumber: true, cell: (receipt) => formatCount(receipt.tokens) },
  {
    id: 'rate',
    header: t('receipts.rate'),
    isNumber: true,
    cell: (receipt) => formatMoney(receipt.rateMicros),
  },
  {
    id: 'amount',
    header: t('groups.amount'),
    isNumber: true,
    place: 'main',
    cell: (receipt) => formatMicros(receipt.amountMicros),
  },
  { id: 'at', header: t('receipts.time'), isNumber: true, cell: (receipt) => <RelativeTime at={receipt.occurredAt} /> },
];
