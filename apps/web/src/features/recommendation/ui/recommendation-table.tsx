'use client';

import { useTranslations } from 'next-intl';
import type { Translate } from '../../../i18n/translate.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { DataTable, type Column as TableColumn } from '../../../ui/data-table.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { receiptColumns } from '../../playground/ui/receipt-columns.tsx';
import type { RecommendRun } from './recommended.ts';

const columnsOf = (t: Translate<'recommendation'>, p: Translate<'playground'>): TableColumn<RecommendRun>[] => [
  {
    id: 'user',
    header: t('user'),
    place: 'lead',
    cell: ({ ask }) => <span className="[overflow-wrap:anywhere]">{ask.user}</span>,
  },
  {
    id: 'first',
    header: t('firstItem'),
    cell: ({ recommendation: { items } }) => <span className="[overflow-wrap:anywhere]">{items[0]?.item ?? '–'}</span>,
  },
  {
    id: 'basis',
    header: t('basis'),
    cell: ({ recommendation: { basis } }) => (basis === 'popularity' ? t('basisPopular') : t('basisDone')),
  },
  ...receiptColumns<RecommendRun>(p, ({ outputTokens }) => outputTokens),
];

interface RecommendationTableProps {
  runs: readonly RecommendRun[];
  /** The call as a command. */
  curlOf: (run: RecommendRun) => string;
}

/** What was tried since the page was opened, newest first. */
export function RecommendationTable({ runs, curlOf }: RecommendationTableProps) {
  const t = useTranslations('recommendation');
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
