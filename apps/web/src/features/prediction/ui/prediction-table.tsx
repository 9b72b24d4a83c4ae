'use client';

import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { DataTable, type Column as TableColumn } from '../../../ui/data-table.tsx';
import { formatCount } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { receiptColumns } from '../../playground/ui/receipt-columns.tsx';
import { type PredictionRun, saidOf } from './predicted.ts';

const columnsOf = (t: Translate<'prediction'>, p: Translate<'playground'>): TableColumn<PredictionRun>[] => [
  {
    id: 'said',
    header: t('said'),
    place: 'lead',
    cell: ({ predictions: [first, second] }) => (
      <span className="[overflow-wrap:anywhere]">{`${saidOf(first)}${second === undefined ? '' : ', …'}`}</span>
    ),
  },
  { id: 'rows', header: t('rows'), isNumber: true, cell: ({ predictions }) => formatCount(predictions.length) },
  ...receiptColumns<PredictionRun>(p, ({ inputTokens }) => inputTokens),
];

interface PredictionTableProps {
  runs: readonly PredictionRun[];
  /** The call as a command. */
  curlOf: (run: PredictionRun) => string;
}

/** What was tried since the page was opened, newest first. */
export function PredictionTable({ runs, curlOf }: PredictionTableProps) {
  const t = useTranslations('prediction');
  const p = useTranslations('playground');
  const [latest] = runs;
  if (latest === undefined) return null;
  return (
    <Panel title={p('session.title')} isFlush aside={<CopyButton text={curlOf(latest)} label={p('code.copyCurl')} />}>
      <DataTable
        label={p('session.label')}
        columns={columnsOf(t, p)}
        rows={runs}
        idOf={({ requestId }) => requestId}
        empty={null}
      />
    </Panel>
  );
}
