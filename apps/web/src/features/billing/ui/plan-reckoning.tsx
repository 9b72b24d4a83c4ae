import { useTranslations } from 'next-intl';
import { formatMoney } from '../../../ui/format.ts';
import { formatDay } from '../../../ui/format-time.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import type { PlanRow } from './billing-view.ts';

/** As the API answers it: micro-USD as text, times as ISO. */
export interface PlanPreviewRow {
  prorationDate: number | null;
  creditMicros: string;
  chargeMicros: string;
  feeMicros: string;
  invoiceAt: string;
}

interface PlanReckoningProps {
  row: PlanPreviewRow;
  from: PlanRow;
  to: PlanRow;
}

/** What a change of plan comes to, line by line. */
export function PlanReckoning({ row, from, to }: PlanReckoningProps) {
  const t = useTranslations('billing');
  const difference = BigInt(row.creditMicros) + BigInt(row.chargeMicros);
  return (
    <KeyValues
      rows={[
        { label: t('change.unused', { plan: from.name }), value: formatMoney(row.creditMicros) },
        { label: t('change.rest', { plan: to.name }), value: formatMoney(row.chargeMicros) },
        {
          label: t('change.difference'),
          labelDetail: t('change.onInvoice', { date: formatDay(new Date(row.invoiceAt)) }),
          value: formatMoney(difference),
          isTotal: true,
        },
        {
          label: t('change.feeAfter', { plan: to.name }),
          labelDetail: t('change.sameInvoice'),
          value: formatMoney(row.feeMicros),
        },
      ]}
    />
  );
}
